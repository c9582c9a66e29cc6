import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { BubbleFragment } from '../../../api/types.ts'
import { Button } from '../../../ui/Button.tsx'
import { t } from '../words.ts'
import css from './MailFrame.module.css'
import { dress, fill, inlineImages, remoteImages, SANDBOX, showRemote } from './mail.ts'

/** So far from being seen, a mail begins to load. */
const AHEAD = '600px'

/** A mail as it was made up, as high as it is; what it would fetch from elsewhere waits for a person. */
export function MailFrame(props: { message: BubbleFragment; name: string }) {
  const [missing, setMissing] = createSignal(0)
  let frame!: HTMLIFrameElement

  const sized = new ResizeObserver(() => measure())
  onCleanup(() => sized.disconnect())
  function measure() {
    const page = frame.contentDocument
    if (page) frame.style.blockSize = `${Math.ceil(page.documentElement.getBoundingClientRect().height)}px`
  }
  function filled() {
    const page = frame.contentDocument
    // Empty until it is near.
    if (!page?.body?.childNodes.length || !frame.srcdoc) return
    dress(page, { images: inlineImages(props.message.attachments), quote: t('html.quote') })
    setMissing(remoteImages(page).length)
    sized.observe(page.documentElement)
    measure()
    // Shortcuts work wherever one is.
    page.addEventListener('keydown', event => {
      const { key, ctrlKey, metaKey, shiftKey, altKey } = event
      frame.dispatchEvent(
        new KeyboardEvent('keydown', { key, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true }),
      )
    })
  }
  onMount(() => {
    const near = new IntersectionObserver(
      entries => {
        if (!entries.some(entry => entry.isIntersecting)) return
        near.disconnect()
        fill(frame, props.message.html!)
      },
      { rootMargin: AHEAD },
    )
    near.observe(frame)
    onCleanup(() => near.disconnect())
  })

  return (
    <>
      <Show when={missing()}>
        {count => (
          <p class={css.images}>
            <span>{t('html.images', { count: count() })}</span>
            <Button
              small
              onClick={() => {
                showRemote(frame.contentDocument!, props.message.id)
                setMissing(0)
                frame.focus()
              }}
            >
              {t('html.show')}
            </Button>
          </p>
        )}
      </Show>
      <iframe
        ref={frame}
        class={css.frame}
        title={t('html.title', { name: props.name })}
        sandbox={SANDBOX}
        onLoad={filled}
      />
    </>
  )
}
