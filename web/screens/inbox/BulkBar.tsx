import Clock from 'lucide-solid/icons/alarm-clock'
import Check from 'lucide-solid/icons/check'
import Nobody from 'lucide-solid/icons/circle-off'
import Flag from 'lucide-solid/icons/flag'
import Hourglass from 'lucide-solid/icons/hourglass'
import Tag from 'lucide-solid/icons/tag'
import User from 'lucide-solid/icons/user'
import Take from 'lucide-solid/icons/user-check'
import X from 'lucide-solid/icons/x'
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { serverNow } from '../../api/http.ts'
import { useKeys } from '../../app/keys.ts'
import { useSession } from '../../app/session.tsx'
import { moment, number } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Drawing } from '../../ui/Icon.tsx'
import { MenuFilter } from '../../ui/MenuFilter.tsx'
import { emptyClass, Option, Popover, type PopoverHandle } from '../../ui/Popover.tsx'
import { AssigneeOptions } from './AssigneeOptions.tsx'
import css from './BulkBar.module.css'
import { AT_ONCE, type Deed, deeds, doAll, startAll } from './bulk.ts'
import { choices } from './filters.ts'
import { useInbox } from './inbox.ts'
import { snoozeChoices } from './snooze.ts'

/** In place of the list's head while rows are picked: how many, and what can be done with all of them. `onShown` is told when its keys are there. */
export default function BulkBar(props: { onShown: (isShown: boolean) => void }) {
  const session = useSession()
  const inbox = useInbox()
  const [isBusy, setBusy] = createSignal(false)
  const count = () => inbox.selection.count
  const all = () => inbox.rows().count
  const [wanted, setWanted] = createSignal<Deed>()
  const me = () => session.me().user

  async function act(deed: Deed) {
    if (isBusy()) return
    if (count() > AT_ONCE) return setWanted(deed)
    setBusy(true)
    await doAll(inbox.selection.rows, deed)
    setBusy(false)
    inbox.selection.clear()
    inbox.focusRow(inbox.active())
  }
  /** What cannot be taken back in one go is asked first. */
  async function start() {
    const { rows, isWhole } = inbox.selection
    const { deed } = wanted()!
    const which = isWhole ? { selection: inbox.selected() } : { caseIds: rows.map(row => row.id) }
    const many = count()
    setWanted(undefined)
    await startAll({ ...which, deed }, many)
    leave()
  }
  const leave = () => {
    inbox.selection.clear()
    inbox.focusRow(inbox.active())
  }

  const mine = () => void act(deeds.assign({ userId: me().id }, me().name))
  const pend = () => void act(deeds.pend())
  const close = () => void act(deeds.close())
  useKeys(
    {
      i: session.can('case.assign') ? mine : undefined,
      w: session.can('case.pend') ? pend : undefined,
      e: session.can('case.close') ? close : undefined,
    },
    { over: true },
  )
  onMount(() => props.onShown(true))
  onCleanup(() => props.onShown(false))

  return (
    <header class={css.bar} aria-busy={isBusy()}>
      <h1 class="sr" tabindex="-1">
        {inbox.title()}
      </h1>
      <p class={css.count} role="status">
        {t('bulk.count', { count: count(), all: number(count()) })}
      </p>
      <Show when={all() > count()}>
        <Button kind="quiet" small title={t('bulk.all', { all: number(all()) })} onClick={inbox.selection.addAll}>
          {t('bulk.allShort')}
        </Button>
      </Show>
      <Show when={session.can('case.assign')}>
        <Menu icon={User} stroke="a" label={t('assign.title')}>
          {close => (
            <AssigneeOptions
              first={
                <Option
                  icon={Take}
                  beside
                  onChoose={() => {
                    close()
                    mine()
                  }}
                >
                  {t('assign.me')}
                </Option>
              }
              last={
                <Option
                  icon={Nobody}
                  beside
                  onChoose={() => {
                    close()
                    void act(deeds.assign({}))
                  }}
                >
                  {t('assign.nobody')}
                </Option>
              }
              onChoose={(to, name) => {
                close()
                void act(deeds.assign(to, name))
              }}
            />
          )}
        </Menu>
      </Show>
      <Show when={session.can('case.label')}>
        <Menu icon={Tag} stroke="l" label={t('label.title')}>
          {close => (
            <LabelOptions
              onChoose={label => {
                close()
                void act(deeds.label(label))
              }}
            />
          )}
        </Menu>
      </Show>
      <Show when={session.can('case.snooze')}>
        <Menu icon={Clock} stroke="s" label={t('snooze.title')}>
          {close => (
            <For each={snoozeChoices(serverNow())}>
              {({ key, at }) => (
                <Option
                  icon={Clock}
                  onChoose={() => {
                    close()
                    void act(deeds.snooze(at.toISOString()))
                  }}
                >
                  {t(key)} <span class="muted">{moment(at.toISOString())}</span>
                </Option>
              )}
            </For>
          )}
        </Menu>
      </Show>
      <Show when={session.can('case.prioritise')}>
        <Menu icon={Flag} stroke="!" label={t('priority.title')}>
          {close => (
            <For each={choices.priority}>
              {priority => (
                <Option
                  icon={Flag}
                  onChoose={() => {
                    close()
                    void act(deeds.prioritise(priority))
                  }}
                >
                  {t(`priority.${priority}`)}
                </Option>
              )}
            </For>
          )}
        </Menu>
      </Show>
      <Show when={session.can('case.pend')}>
        <IconButton icon={Hourglass} label={t('case.pend')} kind="quiet" small aria-keyshortcuts="w" onClick={pend} />
      </Show>
      <Show when={session.can('case.close')}>
        <IconButton icon={Check} label={t('case.close')} kind="quiet" small aria-keyshortcuts="e" onClick={close} />
      </Show>
      <IconButton icon={X} label={t('bulk.clear')} kind="quiet" small onClick={leave} />
      <Show when={wanted()}>
        <Dialog
          title={t('bulk.sure', { all: number(count()) })}
          onClose={() => setWanted(undefined)}
          foot={
            <>
              <Button onClick={() => setWanted(undefined)}>{t('bulk.not')}</Button>
              <Button kind="primary" onClick={() => void start()}>
                {t('bulk.go', { all: number(count()) })}
              </Button>
            </>
          }
        >
          <p>{t('bulk.sureText')}</p>
        </Dialog>
      </Show>
    </header>
  )
}

function Menu(props: { icon: Drawing; label: string; stroke: string; children: (close: () => void) => JSX.Element }) {
  let menu: PopoverHandle | undefined
  useKeys({ [props.stroke]: () => menu?.open() }, { over: true })
  return (
    <Popover
      title={props.label}
      handle={handle => {
        menu = handle
      }}
      trigger={attributes => (
        <IconButton
          icon={props.icon}
          label={props.label}
          kind="quiet"
          small
          aria-keyshortcuts={props.stroke}
          {...attributes}
        />
      )}
    >
      {props.children}
    </Popover>
  )
}

function LabelOptions(props: { onChoose: (label: { id: string; name: string }) => void }) {
  const session = useSession()
  const [filter, setFilter] = createSignal('')
  const labels = () =>
    (session.labels.value?.labels ?? []).filter(
      label => !label.archivedAt && label.name.toLocaleLowerCase().includes(filter().toLocaleLowerCase()),
    )
  return (
    <>
      <MenuFilter label={t('label.filter')} onInput={setFilter} />
      <For each={labels()} fallback={<p class={emptyClass}>{t('label.none')}</p>}>
        {label => (
          <Option icon={Tag} onChoose={() => props.onChoose(label)}>
            {label.name}
          </Option>
        )}
      </For>
    </>
  )
}
