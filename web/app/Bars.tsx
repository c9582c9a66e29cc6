import X from 'lucide-solid/icons/x'
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { at } from '../api/base.ts'
import { watch } from '../api/watch.ts'
import { moment } from '../locales/format.ts'
import { t } from '../locales/text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import css from './Bars.module.css'
import { now } from './now.ts'
import { useSession } from './session.tsx'
import { StandingDocument } from './types.ts'
import { createVersionWatch } from './version.ts'

/** At most so many bars stand above each other; the others are counted. */
const MOST = 2
/** A line that is back sooner was never gone, in milliseconds. */
const PATIENCE = 1500
const HOUR = 3600_000

interface Bar {
  key: string
  text: string
  tone: 'plain' | 'warn' | 'danger'
  action?: JSX.Element
  /** It can be put away, for an hour. */
  dismiss?: boolean
}

/** What everybody must know, above every screen and in the order of what it stops. Nothing while all is well. */
export default function Bars() {
  const session = useSession()
  const isNewer = createVersionWatch(session.line)
  const standing = watch(
    StandingDocument,
    () => ({}),
    data => data,
  )
  session.onAreas(areas => areas.has('CONNECTIONS') && void standing.refresh())
  const [dismissed, setDismissed] = createSignal<readonly string[]>([])
  function dismiss(key: string) {
    setDismissed([...dismissed(), key])
    setTimeout(() => setDismissed(dismissed().filter(one => one !== key)), HOUR)
  }
  const isAway = createPatience(() => session.line() !== 'live')

  const all = createMemo((): Bar[] => {
    const { sending, connections = [] } = standing.value ?? {}
    const bars: (Bar | false | '' | null | undefined)[] = [
      session.line() === 'offline' && { key: 'offline', tone: 'warn', text: t('line.offline') },
      isAway() && session.line() === 'connecting' && { key: 'connecting', tone: 'plain', text: t('line.connecting') },
      isAway() && session.line() === 'behind' && { key: 'behind', tone: 'plain', text: t('line.behind') },
      sending?.stoppedSince && {
        key: 'sending',
        tone: 'danger',
        text: t('bar.sending', { moment: moment(sending.stoppedSince, now()) }),
      },
      ...connections.map(
        ({ id, name, problem, problemSince }): Bar | '' | null =>
          problem && {
            key: `${id} ${problemSince}`,
            tone: 'danger',
            text: t('bar.connection', { name }),
            dismiss: true,
            action: session.can('connection.manage') && <a href={at('/admin/connections')}>{t('bar.look')}</a>,
          },
      ),
      isNewer() && {
        key: 'version',
        tone: 'plain',
        text: t('bar.version'),
        dismiss: true,
        action: (
          <Button small kind="quiet" onClick={() => location.reload()}>
            {t('bar.reload')}
          </Button>
        ),
      },
    ]
    return bars.filter((bar): bar is Bar => Boolean(bar)).filter(bar => !dismissed().includes(bar.key))
  })
  // By their keys: what stays is not said again when another comes.
  const shown = () =>
    all()
      .slice(0, MOST)
      .map(bar => bar.key)
  const more = () => all().length - shown().length

  return (
    <div role="status">
      <For each={shown()}>
        {(key, index) => (
          <Show when={all().find(bar => bar.key === key)}>
            {bar => (
              <p class={`${css.bar} ${css[bar().tone] ?? ''}`}>
                <span class="grow">
                  {bar().text} {bar().action}
                </span>
                <Show when={more() && index() === MOST - 1}>
                  <span
                    title={all()
                      .map(one => one.text)
                      .join('\n')}
                  >
                    +{more()}
                  </span>
                </Show>
                <Show when={bar().dismiss}>
                  <IconButton icon={X} label={t('close')} kind="quiet" small onClick={() => dismiss(key)} />
                </Show>
              </p>
            )}
          </Show>
        )}
      </For>
    </div>
  )
}

/** True once something has been so for a while. */
function createPatience(is: () => boolean): () => boolean {
  const [isLong, setLong] = createSignal(false)
  const isSo = createMemo(is)
  createEffect(() => {
    setLong(false)
    if (!isSo()) return
    const timer = setTimeout(setLong, PATIENCE, true)
    onCleanup(() => clearTimeout(timer))
  })
  return isLong
}
