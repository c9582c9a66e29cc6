import File from 'lucide-solid/icons/file'
import Missing from 'lucide-solid/icons/file-x'
import { For, Show } from 'solid-js'
import { at } from '../../../api/base.ts'
import type { BubbleFragment } from '../../../api/types.ts'
import { bytes } from '../../../locales/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { t } from '../words.ts'
import css from './Attachments.module.css'
import { Reason } from './Reason.tsx'

type Attachment = BubbleFragment['attachments'][number]

/** What a browser shows in place; the server hands everything else out as a file to save. */
const SHOWN = /^image\/(png|jpeg|gif|webp)$/

/** The files of a message: images to look at, others to open, and why one is not here. */
export function Attachments(props: { files: readonly Attachment[] }) {
  return (
    <ul class={css.files} aria-label={t('attachment.list')}>
      <For each={props.files}>
        {file => (
          <li class={css.file}>
            <Show when={file.url} fallback={<Absent file={file} />}>
              {url => <Present file={file} href={at(url() as `/${string}`)} />}
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}

function Present(props: { file: Attachment; href: string }) {
  const isImage = () => SHOWN.test(props.file.type)
  return (
    <a class={isImage() ? css.image : css.link} href={props.href} target="_blank" rel="noopener">
      <Show when={isImage()} fallback={<Icon of={File} />}>
        <img
          src={props.href}
          alt={props.file.alt || t('attachment.image')}
          loading="lazy"
          decoding="async"
          width="240"
          height="160"
        />
      </Show>
      <span class={css.name}>
        <bdi>{props.file.name}</bdi>
        <Show when={props.file.bytes !== null}>
          <span class="muted"> {bytes(props.file.bytes!)}</span>
        </Show>
      </span>
    </a>
  )
}

const Absent = (props: { file: Attachment }) => (
  <span class={css.link}>
    <Icon of={Missing} />
    <span class={css.name}>
      <bdi>{props.file.name}</bdi> ·{' '}
      <Show when={props.file.reason} fallback={t('attachment.coming')}>
        {reason => <Reason text={reason()} />}
      </Show>
    </span>
  </span>
)
