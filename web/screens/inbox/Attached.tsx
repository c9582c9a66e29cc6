import FileIcon from 'lucide-solid/icons/file'
import Remove from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import { bytes } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import css from './Attached.module.css'
import type { DraftFile } from './drafts.ts'
import { isImage, type Uploading } from './files.ts'

/** The files that go along: those that are being brought, and those that are there, images with what they show. */
export function Attached(props: {
  files: readonly DraftFile[]
  uploading: readonly Uploading[]
  /** Everybody will see it: an image has to say what it shows, or that it shows nothing that matters. */
  isPublic: boolean
  onChange: (file: DraftFile, values: Partial<DraftFile>) => void
  onRemove: (file: DraftFile) => void
}) {
  return (
    <Show when={props.files.length || props.uploading.length}>
      <ul class={css.files} aria-label={t('file.list')}>
        <For each={props.files}>
          {file => (
            <li class={css.file}>
              <Show when={isImage(file)} fallback={<Icon of={FileIcon} />}>
                <img class={css.thumb} src={file.url} alt="" width="40" height="40" />
              </Show>
              <div class={css.about}>
                <span class="truncate">
                  <bdi>{file.name}</bdi> <span class={css.size}>{bytes(file.bytes)}</span>
                </span>
                <Show when={isImage(file)}>
                  <Alt file={file} isPublic={props.isPublic} onChange={values => props.onChange(file, values)} />
                </Show>
              </div>
              <IconButton
                icon={Remove}
                kind="quiet"
                small
                label={t('file.remove', { name: file.name })}
                onClick={() => props.onRemove(file)}
              />
            </li>
          )}
        </For>
        <For each={props.uploading}>
          {one => (
            <li class={css.file}>
              <Icon of={FileIcon} />
              <label class={css.about}>
                <span class="truncate">
                  <bdi>{one.name}</bdi>
                </span>
                <progress
                  class={css.progress}
                  value={one.part()}
                  aria-label={t('file.uploading', { name: one.name })}
                />
              </label>
              <IconButton
                icon={Remove}
                kind="quiet"
                small
                label={t('file.remove', { name: one.name })}
                onClick={one.stop}
              />
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

/** What an image shows, for who cannot see it. */
function Alt(props: { file: DraftFile; isPublic: boolean; onChange: (values: Partial<DraftFile>) => void }) {
  return (
    <span class={css.alt}>
      <input
        class={css.text}
        value={props.file.alt ?? ''}
        maxLength={2000}
        disabled={props.file.decorative}
        placeholder={t('file.alt')}
        aria-label={t('file.altOf', { name: props.file.name })}
        onInput={event => props.onChange({ alt: event.currentTarget.value })}
      />
      <Show when={props.isPublic}>
        <label class={css.decorative}>
          <input
            type="checkbox"
            checked={props.file.decorative ?? false}
            onChange={event => props.onChange({ decorative: event.currentTarget.checked, alt: null })}
          />
          {t('file.decorative')}
        </label>
      </Show>
    </span>
  )
}
