import { Match, Show, Switch } from 'solid-js'
import type { DraftFragment } from '../../api/types.ts'
import { useSession } from '../../app/session.tsx'
import { clock } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import css from './DraftState.module.css'
import { draft, type Place } from './drafts.ts'
import { choose } from './saving.ts'

/** Where a draft is kept, whether there is another one, and whether a colleague is at it too. */
export function DraftState(props: { place: Place; beside: DraftFragment | undefined }) {
  const session = useSession()
  const written = () => draft(props.place)
  return (
    <>
      <Show when={written().other}>
        {other => (
          <div class={css.other} role="alert">
            <p>{t('draft.other')}</p>
            <blockquote class={css.theirs} dir="auto">
              {other().text}
            </blockquote>
            <Button small onClick={() => choose(props.place, 'mine')}>
              {t('draft.keepMine')}
            </Button>
            <Button small onClick={() => choose(props.place, 'other')}>
              {t('draft.takeOther')}
            </Button>
          </div>
        )}
      </Show>
      <Show when={props.beside}>
        {beside => <p class={css.beside}>{t('draft.beside', { name: beside().user.name })}</p>}
      </Show>
      <Show when={written().text && !written().other}>
        <p class={css.state}>
          <Switch fallback={t('draft.saving')}>
            <Match when={session.line() === 'offline' && written().dirty}>{t('draft.device')}</Match>
            <Match when={!written().dirty && written().synced}>
              {synced => t('draft.saved', { at: clock(synced().at) })}
            </Match>
          </Switch>
        </p>
      </Show>
    </>
  )
}
