import External from 'lucide-solid/icons/external-link'
import Post from 'lucide-solid/icons/newspaper'
import { Show } from 'solid-js'
import type { BubbleFragment } from '../../../api/types.ts'
import { number } from '../../../locales/format.ts'
import { tryText } from '../../../locales/text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { channelName } from '../channel.ts'
import { t } from '../words.ts'
import css from './About.module.css'

/** Whether a message stands below or beside something that is worth knowing: a post, a page. */
export const isAbout = ({ visibility, kind, thread }: BubbleFragment): boolean =>
  visibility === 'PUBLIC' && (Boolean(thread?.title) || (kind === 'COMMENT' && Boolean(thread?.url)))

/** What a conversation is about: the post it answers, where that stands, and how many follow who wrote. */
export function About(props: { message: BubbleFragment }) {
  const kind = () => `about.${props.message.kind}`
  const where = () => tryText([`${kind()}.${props.message.place}`, kind(), 'about.other']) ?? ''
  return (
    <aside class={css.about} aria-label={where()}>
      <Icon of={Post} />
      <div class={css.what}>
        <p class={css.where}>{where()}</p>
        <Show when={props.message.thread?.title}>
          {title => (
            <p dir="auto" class={css.title}>
              {title()}
            </p>
          )}
        </Show>
      </div>
      <Show when={props.message.thread?.url}>
        {url => (
          <a class={css.look} href={url()} target="_blank" rel="noopener noreferrer nofollow">
            <Icon of={External} size={14} />
            {t('about.look', { channel: channelName(props.message.connection) })}
          </a>
        )}
      </Show>
    </aside>
  )
}

/** How many people follow somebody, in words. */
export const followersText = (count: number): string => t('message.followers', { count, n: number(count) })
