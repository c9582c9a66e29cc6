import { createSignal, For, Show } from 'solid-js'
import { announce } from '../../app/announce.ts'
import { t } from '../../app/around.ts'
import { type Command, capsOf, commands, FIXED, strokeOfCommand, unfit, withKey } from '../../app/commands.ts'
import { useSession } from '../../app/session.tsx'
import { holds } from '../../app/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice, FormProblem } from '../../ui/Field.tsx'
import { MenuFilter } from '../../ui/MenuFilter.tsx'
import css from './Me.module.css'
import { MePage } from './MePage.tsx'

const groups = ['case', 'list', 'go', 'all'] as const

/** Which keys do what for oneself: on, off or only with Ctrl, and each of them another one. */
export function Shortcuts() {
  const session = useSession()
  const chosen = () => session.me().preferences
  const [wanted, setWanted] = createSignal('')
  const [said, setSaid] = createSignal('')
  const shown = () => commands.filter(({ text }) => holds(t(text), wanted()))

  function say(text: string) {
    setSaid(text)
    announce(text)
  }
  function change(command: Command, key: string | null) {
    const { had, shortcuts } = withKey(chosen(), command, key)
    session.prefer({ shortcuts })
    const names = { key, command: t(command.text), other: had ? t(had.text) : '' }
    say(t(key === null ? 'shortcuts.none' : had ? 'shortcuts.taken' : 'shortcuts.set', names))
  }

  return (
    <MePage title={t('shortcuts.title')}>
      <p>{t('shortcuts.about')}</p>
      <div class={css.form}>
        <Choice
          label={t('shortcuts.mode')}
          hint={chosen().shortcutKeys === 'CONTROL' ? t('shortcuts.controlHint') : undefined}
          value={chosen().shortcutKeys}
          options={[
            ['PLAIN', t('shortcuts.PLAIN')],
            ['CONTROL', t('shortcuts.CONTROL')],
            ['OFF', t('shortcuts.OFF')],
          ]}
          onChange={shortcutKeys => session.prefer({ shortcutKeys })}
        />
      </div>
      <MenuFilter label={t('help.find')} onInput={setWanted} />
      <Show when={said()}>
        <p class={css.said}>{said()}</p>
      </Show>
      <For each={groups}>
        {group => (
          <Show when={shown().some(command => command.group === group)}>
            <section class={css.section}>
              <h2>{t(`help.group.${group}`)}</h2>
              <ul>
                <For each={shown().filter(command => command.group === group)}>
                  {command => <Line command={command} onChange={key => change(command, key)} />}
                </For>
              </ul>
            </section>
          </Show>
        )}
      </For>
      <Show when={!shown().length}>
        <p class="muted">{t('help.none')}</p>
      </Show>
      <Show when={chosen().shortcuts.length}>
        <div class={css.row}>
          <Button onClick={() => session.prefer({ shortcuts: [] })}>{t('shortcuts.resetAll')}</Button>
        </div>
      </Show>
    </MePage>
  )
}

/** One command with its key, and the way to another. */
function Line(props: { command: Command; onChange: (key: string | null) => void }) {
  const session = useSession()
  const chosen = () => session.me().preferences
  const [isAsking, setAsking] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const stroke = () => strokeOfCommand(props.command, chosen())
  const plainStroke = () => strokeOfCommand(props.command, { ...chosen(), shortcutKeys: 'PLAIN' })
  const name = () => t(props.command.text)
  const isChanged = () => chosen().shortcuts.some(one => one.command === props.command.id)

  function press(event: KeyboardEvent) {
    if (!isAsking() || event.isComposing || ['Shift', 'AltGraph', 'Control', 'Dead', 'Tab'].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    const { key } = event
    const isErased = key === 'Backspace' || key === 'Delete'
    const fault = key === 'Escape' || isErased ? undefined : unfit(key, chosen())
    setProblem(fault && t(`shortcuts.${fault}`, { key }))
    if (fault) return
    setAsking(false)
    if (isErased) props.onChange(null)
    else if (key !== 'Escape') props.onChange(key)
  }
  function reset() {
    const others = chosen().shortcuts.filter(one => one.command !== props.command.id)
    session.prefer({ shortcuts: others.map(({ command, key }) => ({ command, key })) })
  }

  return (
    <li class={css.shortcut}>
      <span class={css.command}>{name()}</span>
      <span class={css.caps}>
        <Show
          when={stroke()}
          fallback={
            <span class="muted">
              {plainStroke() ? t('shortcuts.kept', { key: plainStroke() }) : t('shortcuts.nothing')}
            </span>
          }
        >
          {keys => <For each={capsOf(keys())}>{cap => <kbd>{cap}</kbd>}</For>}
        </Show>
      </span>
      <Show when={props.command.usual !== FIXED}>
        <Button
          small
          aria-label={isAsking() ? t('shortcuts.press') : t('shortcuts.changeFor', { command: name() })}
          aria-pressed={isAsking()}
          onClick={() => setAsking(true)}
          onKeyDown={press}
          onBlur={() => setAsking(false)}
        >
          {t(isAsking() ? 'shortcuts.press' : 'shortcuts.change')}
        </Button>
        <Show when={isChanged()}>
          <Button small kind="quiet" aria-label={t('shortcuts.resetFor', { command: name() })} onClick={reset}>
            {t('shortcuts.reset')}
          </Button>
        </Show>
      </Show>
      <Show when={isAsking()}>
        <p class={css.pressHint}>{t('shortcuts.pressHint')}</p>
      </Show>
      <FormProblem text={problem()} />
    </li>
  )
}
