import { For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { type AccessQuery, EndSessionDocument } from '../../api/types.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { moment } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { toast } from '../../ui/toasts.ts'
import css from './Me.module.css'

/** Where one is signed in, and ending it elsewhere. */
export function Sessions(props: { sessions: AccessQuery['me']['sessions']; onChange: () => void }) {
  async function end(sessionId: string) {
    const { error } = await client.mutation(EndSessionDocument, { input: { sessionId } })
    if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
    props.onChange()
  }
  return (
    <section class={css.section}>
      <h2>{t('sessions.title')}</h2>
      <ul class={css.items}>
        <For each={props.sessions}>
          {session => (
            <li class={css.item}>
              <p>
                {session.device} <span class="muted">· {session.address}</span>
                <br />
                <span class="muted">{t('sessions.seen', { moment: moment(session.lastSeenAt, now()) })}</span>
              </p>
              <Show when={!session.current} fallback={<Chip tone="ok">{t('sessions.current')}</Chip>}>
                <Button small onClick={() => void end(session.id)}>
                  {t('sessions.end')}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
