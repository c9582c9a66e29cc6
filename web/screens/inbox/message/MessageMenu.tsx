import Copy from 'lucide-solid/icons/copy'
import Source from 'lucide-solid/icons/external-link'
import Hide from 'lucide-solid/icons/eye-off'
import LinkIcon from 'lucide-solid/icons/link'
import Quote from 'lucide-solid/icons/quote'
import Like from 'lucide-solid/icons/thumbs-up'
import Remove from 'lucide-solid/icons/trash'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { at } from '../../../api/base.ts'
import { client } from '../../../api/client.ts'
import { problemOf } from '../../../api/problem.ts'
import type { Action, BubbleFragment } from '../../../api/types.ts'
import { problemText } from '../../../app/problems.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Option, optionClass, Popover, type PopoverHandle } from '../../../ui/Popover.tsx'
import { toast } from '../../../ui/toasts.ts'
import { channelName } from '../channel.ts'
import type { OpenCase } from '../conversation.ts'
import { useInbox } from '../inbox.ts'
import { t } from '../words.ts'
import { anchorOf } from './anchor.ts'
import css from './MessageMenu.module.css'
import { quote } from './quote.ts'
import { ModerateDocument } from './types.ts'

const icons = { LIKE: Like, HIDE: Hide, REMOVE: Remove } as const

/** The one menu of all messages of a case: it opens at the message it is asked for. */
export function MessageMenu(props: {
  case: OpenCase
  newest: BubbleFragment | undefined
  handle: (open: Opener) => void
}) {
  const inbox = useInbox()
  const [message, setMessage] = createSignal<BubbleFragment>()
  const [sure, setSure] = createSignal(false)
  let menu!: PopoverHandle
  props.handle((wanted, anchor) => {
    setMessage(wanted)
    setSure(false)
    menu.open(anchor)
  })

  async function copy(text: string, done: string) {
    menu.close()
    // A page without a secure connection has no clipboard.
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    toast(copied ? { text: done } : { text: t('menu.copyFailed'), tone: 'danger' })
  }
  function quoteIt(quoted: BubbleFragment) {
    menu.close()
    const to = quote(props.case, quoted, props.newest)
    if (to) inbox.write(props.case.number, to)
  }
  async function moderate({ id }: BubbleFragment, action: Action) {
    menu.close()
    const { error } = await client.mutation(ModerateDocument, { input: { messageId: id, action } })
    toast(error ? { text: problemText(problemOf(error)), tone: 'danger' } : { text: t(`menu.${action}.done`) })
  }

  return (
    <Popover
      title={t('menu.title')}
      handle={handle => {
        menu = handle
      }}
    >
      {() => (
        <Show when={message()}>
          {open => {
            const channel = () => channelName(open().connection)
            return (
              <Switch>
                <Match when={sure()}>
                  <p class={css.sure}>{t('menu.REMOVE.seen')}</p>
                  <div class={css.choices}>
                    <Button small ref={focusSoon} onClick={() => menu.close()}>
                      {t('menu.cancel')}
                    </Button>
                    <Button small kind="danger" onClick={() => void moderate(open(), 'REMOVE')}>
                      {t('menu.REMOVE.sure')}
                    </Button>
                  </div>
                </Match>
                <Match when={!sure()}>
                  <Show when={open().text}>
                    {text => (
                      <>
                        <Option icon={Quote} onChoose={() => quoteIt(open())}>
                          {t('menu.quote')}
                        </Option>
                        <Option icon={Copy} onChoose={() => void copy(text(), t('menu.copied'))}>
                          {t('menu.copy')}
                        </Option>
                      </>
                    )}
                  </Show>
                  <Option icon={LinkIcon} onChoose={() => void copy(linkTo(props.case, open()), t('menu.linked'))}>
                    {t('menu.link')}
                  </Option>
                  <Show when={open().url}>
                    {url => (
                      <a class={optionClass} href={url()} target="_blank" rel="noopener noreferrer nofollow">
                        <Icon of={Source} />
                        <span>{t('menu.source', { channel: channel() })}</span>
                      </a>
                    )}
                  </Show>
                  <For each={open().actions}>
                    {action => (
                      <Option
                        icon={icons[action]}
                        onChoose={() => (action === 'REMOVE' ? setSure(true) : void moderate(open(), action))}
                      >
                        {t(`menu.${action}`, { channel: channel() })}
                      </Option>
                    )}
                  </For>
                </Match>
              </Switch>
            )
          }}
        </Show>
      )}
    </Popover>
  )
}

/** What had the keyboard is gone. */
const focusSoon = (element: HTMLElement) => queueMicrotask(() => element.focus())

/** Opens the menu of a message at something on the screen, which gets the keyboard back. */
export type Opener = (message: BubbleFragment, anchor: HTMLElement) => void

/** The lasting address of a message, in whatever list its case stands. */
const linkTo = ({ number }: OpenCase, { id }: BubbleFragment) =>
  new URL(`${at(`/c/${number}`)}#${anchorOf(id)}`, location.origin).href
