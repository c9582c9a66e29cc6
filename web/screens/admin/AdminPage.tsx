import { A, useBeforeLeave, useLocation } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createContext, createEffect, createSignal, type JSX, onCleanup, onMount, Show, useContext } from 'solid-js'
import { isPhone } from '../../app/media.ts'
import { nameTab } from '../../app/title.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { toast } from '../../ui/toasts.ts'
import css from './AdminPage.module.css'
import { t } from './text.ts'

/** A part of a page that can be changed. */
export interface Form {
  dirty(): boolean
  /** Saves it; false when that did not work, and the form shows why. Without it, only leaving asks. */
  save?(): Promise<boolean>
  reset(): void
}

const Forms = createContext<{ add(form: Form): () => void; save(): Promise<boolean> }>()

/** Lets the page's one bar save this form, and leaving the page ask about it, for as long as the component lives. */
export function useForm(form: Form): void {
  onCleanup(useContext(Forms)!.add(form))
}

/** Saves what was changed on this page, for a button of its own; false when something could not be saved. */
export const useSave = (): (() => Promise<boolean>) => useContext(Forms)!.save

/** One admin page: its title, one sentence that says what it changes, what is on it, and the bar that saves. */
export function AdminPage(props: {
  title: string
  about: string
  /** Where the arrow above the title leads. */
  back?: { url: string; text: string }
  actions?: JSX.Element
  /** The page has a button of its own that saves: there is no bar. */
  savesItself?: boolean
  children: JSX.Element
}) {
  const [forms, setForms] = createSignal<readonly Form[]>([])
  const [leaving, setLeaving] = createSignal<{ leave: () => void }>()
  const [busy, setBusy] = createSignal(false)
  const location = useLocation()
  let heading!: HTMLHeadingElement
  const changed = () => forms().filter(form => form.dirty())
  const back = () => props.back ?? (isPhone() ? { url: '/admin', text: t('admin.title') } : undefined)

  function add(form: Form) {
    setForms([...forms(), form])
    return () => setForms(forms().filter(one => one !== form))
  }
  async function save(): Promise<boolean> {
    if (busy()) return false
    setBusy(true)
    let saved = true
    for (const form of changed()) saved = saved && ((await form.save?.()) ?? true)
    setBusy(false)
    if (saved && !props.savesItself) toast({ text: t('me.saved') })
    return saved
  }
  function pressed(event: KeyboardEvent) {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    if (changed().some(form => form.save) && !document.querySelector('dialog[open]')) void save()
  }

  createEffect(() => {
    nameTab(props.title)
  })
  onMount(() => {
    if (!location.hash) heading.focus()
    const closing = (event: BeforeUnloadEvent) => {
      if (changed().length) event.preventDefault()
    }
    addEventListener('beforeunload', closing)
    addEventListener('keydown', pressed)
    onCleanup(() => {
      removeEventListener('beforeunload', closing)
      removeEventListener('keydown', pressed)
    })
  })
  useBeforeLeave(event => {
    if (event.defaultPrevented || !changed().length) return
    event.preventDefault()
    setLeaving({ leave: () => event.retry(true) })
  })

  return (
    <main class={css.page}>
      <div class={css.inner}>
        <div>
          <Show when={back()}>
            {to => (
              <A class={css.back} href={to().url}>
                <Icon of={ArrowLeft} />
                {to().text}
              </A>
            )}
          </Show>
          <div class={css.head}>
            <h1 ref={heading} tabindex="-1" class={css.title}>
              <bdi>{props.title}</bdi>
            </h1>
            {props.actions}
          </div>
          <p class={css.about}>{props.about}</p>
        </div>
        <Forms.Provider value={{ add, save }}>{props.children}</Forms.Provider>
      </div>
      <div class={css.bar} role="status">
        <Show when={!props.savesItself && changed().some(form => form.save)}>
          <div class={css.barInner}>
            <p class="grow">{t('admin.unsaved')}</p>
            <Button
              onClick={() => {
                for (const form of changed()) form.reset()
              }}
            >
              {t('admin.restore')}
            </Button>
            <Button kind="primary" aria-keyshortcuts="Control+S" aria-busy={busy()} onClick={() => void save()}>
              {t('save')}
            </Button>
          </div>
        </Show>
      </div>
      <Show when={leaving()}>
        {asked => (
          <Dialog
            title={t('admin.leaveTitle')}
            onClose={() => setLeaving(undefined)}
            foot={
              <>
                <Button
                  kind="danger"
                  onClick={() => {
                    const { leave } = asked()
                    setLeaving(undefined)
                    leave()
                  }}
                >
                  {t('admin.leave')}
                </Button>
                <Button kind="primary" autofocus onClick={() => setLeaving(undefined)}>
                  {t('admin.stay')}
                </Button>
              </>
            }
          >
            <p>{t('admin.leaveText')}</p>
          </Dialog>
        )}
      </Show>
    </main>
  )
}

/** A part of a page, with a heading that a link can lead to. */
export function Section(props: { id?: string; title: string; about?: string; children: JSX.Element }) {
  const location = useLocation()
  let heading!: HTMLHeadingElement
  // The router's location: the browser's own follows a moment later.
  createEffect(() => {
    if (!props.id || location.hash !== `#${props.id}`) return
    heading.scrollIntoView()
    heading.focus()
  })
  return (
    <section id={props.id} class={css.section}>
      <h2 ref={heading} tabindex="-1">
        {props.title}
      </h2>
      <Show when={props.about}>
        <p class={css.about}>{props.about}</p>
      </Show>
      {props.children}
    </section>
  )
}
