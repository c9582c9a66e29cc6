import { A } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import { For, Match, Show, Switch } from 'solid-js'
import { at as addressAt } from '../../api/base.ts'
import type { Watched } from '../../api/watch.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { channelName } from '../inbox/channel.ts'
import Unknown from '../Unknown.tsx'
import css from './AdminPage.module.css'
import { AdminPage } from './AdminPage.tsx'
import { Connection } from './Connection.tsx'
import { watchLive } from './doing.tsx'
import { Loaded } from './Loaded.tsx'
import { NewConnection } from './NewConnection.tsx'
import { placeUrl } from './places.ts'
import { Sending } from './Sending.tsx'
import { StandingChip, StandingLine } from './Standing.tsx'
import { type Standing, standingOf } from './standing.ts'
import { t } from './text.ts'
import { ConnectionsDocument, type ConnectionsQuery } from './types.ts'

/** The connections: all of them, one of them, or a new one. */
export function Connections(props: { at: string | undefined }) {
  const all = watchLive(ConnectionsDocument, 'CONNECTIONS')
  const one = () => all.value?.connections.find(connection => connection.id === props.at)
  return (
    <Switch>
      <Match when={!props.at}>
        <List all={all} />
      </Match>
      <Match when={props.at === 'new'}>
        <NewConnection all={all} />
      </Match>
      <Match when={one()}>{connection => <Connection connection={connection()} all={all} />}</Match>
      <Match when={all.value}>
        <Unknown />
      </Match>
    </Switch>
  )
}

function List(props: { all: Watched<ConnectionsQuery> }) {
  const parked = (id: string) => props.all.value?.parkedItems.filter(item => item.connection.id === id).length ?? 0
  return (
    <AdminPage
      title={t('connections.title')}
      about={t('connections.about')}
      actions={
        <A class={css.link} href={placeUrl('connections', '/new')}>
          <Icon of={Plus} />
          {t('connections.add')}
        </A>
      }
    >
      <Loaded of={props.all}>
        {value => (
          <>
            <ul class={css.items} aria-label={t('connections.title')}>
              <For each={byUrgency(value().connections)}>
                {connection => (
                  <li class={css.item}>
                    <div class={css.what}>
                      <a href={addressAt(placeUrl('connections', `/${connection.id}`) as '/')}>
                        <bdi>{connection.name}</bdi>
                      </a>
                      <p>{channelName(connection)}</p>
                      <StandingLine of={connection} />
                    </div>
                    <Show when={parked(connection.id)}>
                      {count => <Chip tone="warn">{t('parked.count', { count: count() })}</Chip>}
                    </Show>
                    <StandingChip of={connection} />
                  </li>
                )}
              </For>
            </ul>
            <Sending state={value().sending} onChange={() => void props.all.refresh()} />
          </>
        )}
      </Loaded>
    </AdminPage>
  )
}

const order: readonly Standing[] = ['problem', 'unseen', 'paused', 'new', 'works', 'parked']

/** What needs somebody comes first. */
const byUrgency = (connections: ConnectionsQuery['connections']) =>
  connections.toSorted((a, b) => order.indexOf(standingOf(a)) - order.indexOf(standingOf(b)))
