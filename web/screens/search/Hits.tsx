import { A } from '@solidjs/router'
import { For, type JSX } from 'solid-js'
import { t } from '../../app/around.ts'
import { now } from '../../app/now.ts'
import { marksIn } from '../../app/words.ts'
import { moment } from '../../locales/format.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Marked } from '../../ui/Marked.tsx'
import { channelName } from '../inbox/channel.ts'
import css from './Search.module.css'
import type { SearchQuery } from './types.ts'

/** A line that leads somewhere: what it is, what was found in it, and what else one must know to choose. */
function Hit(props: { href: string; title: JSX.Element; text?: JSX.Element; facts: JSX.Element; avatar?: string }) {
  return (
    <li>
      <A class={css.hit!} href={props.href} data-hit>
        {props.avatar !== undefined && <Avatar name={props.avatar} />}
        <span class={css.words}>
          <span class={css.name}>{props.title}</span>
          {props.text && <span class={css.text}>{props.text}</span>}
          <span class={css.facts}>{props.facts}</span>
        </span>
      </A>
    </li>
  )
}

export function CaseHits(props: { hits: SearchQuery['cases']; text: string }) {
  const marked = (text: string) => <Marked text={text} marks={marksIn(text, props.text)} />
  return (
    <ul class={css.hits}>
      <For each={props.hits.edges}>
        {({ node }) => (
          <Hit
            href={`/c/${node.number}`}
            avatar={node.customer.name}
            title={
              <>
                #{node.number} <bdi>{marked(node.customer.name || t('customer.unknown'))}</bdi>
              </>
            }
            text={
              <>
                <bdi>{marked(node.subject)}</bdi>
                {node.preview && node.preview !== node.subject && <bdi class={css.preview}>{marked(node.preview)}</bdi>}
              </>
            }
            facts={
              <>
                <Chip>{t(`status.${node.status}`)}</Chip>
                <For each={node.connections}>{connection => <Chip>{channelName(connection)}</Chip>}</For>
                <span>{moment(node.lastMessageAt, now())}</span>
              </>
            }
          />
        )}
      </For>
    </ul>
  )
}

export function MessageHits(props: { hits: NonNullable<SearchQuery['searchMessages']> }) {
  return (
    <ul class={css.hits}>
      <For each={props.hits.edges}>
        {hit => (
          <Hit
            href={`/c/${hit.case.number}#m-${hit.node.id}`}
            title={<bdi>{hit.node.user?.name ?? hit.node.author ?? t('search.from.us')}</bdi>}
            text={
              <bdi>
                <Marked text={hit.snippet.text} marks={hit.snippet.marks} />
              </bdi>
            }
            facts={
              <>
                <span>
                  #{hit.case.number} <bdi>{hit.case.subject}</bdi>
                </span>
                <span>{moment(hit.node.at, now())}</span>
              </>
            }
          />
        )}
      </For>
    </ul>
  )
}

export function CustomerHits(props: { hits: NonNullable<SearchQuery['searchCustomers']>; text: string }) {
  const marked = (text: string) => <Marked text={text} marks={marksIn(text, props.text)} />
  return (
    <ul class={css.hits}>
      <For each={props.hits.edges}>
        {({ node }) => (
          <Hit
            href={`/customers/${node.id}`}
            avatar={node.name}
            title={<bdi>{marked(node.name || t('customer.unknown'))}</bdi>}
            facts={
              <For each={node.handles}>
                {handle => (
                  <span>
                    {channelName(handle)}{' '}
                    <bdi>{marked(handle.handle ?? handle.email ?? handle.name ?? t('customer.unknown'))}</bdi>
                  </span>
                )}
              </For>
            }
          />
        )}
      </For>
    </ul>
  )
}
