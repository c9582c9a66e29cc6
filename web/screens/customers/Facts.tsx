import External from 'lucide-solid/icons/external-link'
import { For, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { t } from '../../app/around.ts'
import { now } from '../../app/now.ts'
import { moment, number } from '../../locales/format.ts'
import { language } from '../../locales/text.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { channelName } from '../inbox/channel.ts'
import css from './Facts.module.css'
import type { CustomerCaseFragment, CustomerQuery, HandleRowFragment } from './types.ts'

export type Customer = NonNullable<CustomerQuery['customer']>

const followers = (count: number) => t('customer.followers', { count, number: number(count) })
const nameOf = (handle: HandleRowFragment) => handle.handle ?? handle.email ?? handle.name ?? t('customer.unknown')

/** The way to a page elsewhere; nothing for an address that a browser would run. */
function webUrl(url: string | null): string | undefined {
  const parsed = url ? URL.parse(url) : null
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined
}

/** Where we know a customer from, how many follow them there, and their language. */
export function Profiles(props: { customer: Customer }) {
  const languageName = (tag: string) => new Intl.DisplayNames([language()], { type: 'language' }).of(tag) ?? tag
  return (
    <dl class={css.facts}>
      <For each={props.customer.handles}>
        {handle => (
          <>
            <dt>{channelName(handle)}</dt>
            <dd>
              <Show when={webUrl(handle.profileUrl)} fallback={<bdi>{nameOf(handle)}</bdi>}>
                {url => (
                  <a
                    class={css.profile}
                    href={url()}
                    target="_blank"
                    rel="noopener noreferrer nofollow"
                    title={t('customer.profile', { name: nameOf(handle) })}
                  >
                    <bdi>{nameOf(handle)}</bdi>
                    <Icon of={External} size={14} />
                  </a>
                )}
              </Show>
              <Show when={handle.followers !== null}>
                <span class="muted"> {followers(handle.followers ?? 0)}</span>
              </Show>
            </dd>
          </>
        )}
      </For>
      <Show when={props.customer.language}>
        {tag => (
          <>
            <dt>{t('customer.language')}</dt>
            <dd>{languageName(tag())}</dd>
          </>
        )}
      </Show>
    </dl>
  )
}

/** Cases with what came of them, the newest first. */
export function CaseLines(props: { cases: readonly CustomerCaseFragment[]; onLeave?: (() => void) | undefined }) {
  const outcome = (one: CustomerCaseFragment) =>
    one.status === 'CLOSED' && one.closedAt
      ? t('customer.closed', { moment: moment(one.closedAt, now()) })
      : t(`status.${one.status}`).toLocaleLowerCase()
  return (
    <ul class={css.cases}>
      <For each={props.cases}>
        {one => (
          <li>
            <a class={css.case} href={at(`/c/${one.number}`)} onClick={() => props.onLeave?.()}>
              #{one.number} <bdi>{one.subject}</bdi>
            </a>
            <div class={css.outcome}>
              <span>{[...new Set(one.connections.map(channelName))].join(', ')}</span>
              <span>{t('customer.opened', { moment: moment(one.openedAt, now()) })}</span>
              <span>{outcome(one)}</span>
              <For each={one.labels}>{label => <Chip>{label.name}</Chip>}</For>
            </div>
          </li>
        )}
      </For>
    </ul>
  )
}
