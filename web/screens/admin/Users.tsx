import { A } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { language } from '../../locales/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { MenuFilter } from '../../ui/MenuFilter.tsx'
import Unknown from '../Unknown.tsx'
import css from './AdminPage.module.css'
import { AdminPage } from './AdminPage.tsx'
import { watchLive } from './doing.tsx'
import { InviteUser } from './InviteUser.tsx'
import { Loaded } from './Loaded.tsx'
import { placeUrl } from './places.ts'
import { t } from './text.ts'
import { PeopleDocument, type PeopleQuery, type PersonFragment } from './types.ts'
import { User } from './User.tsx'

/** Above this many people there is a field to find one. */
const MANY = 8

/** The colleagues: all of them, one of them, or a new one. */
export function Users(props: { at: string | undefined }) {
  const people = watchLive(PeopleDocument, 'TEAM')
  const one = () => people.value?.users.find(user => user.id === props.at)
  return (
    <Switch>
      <Match when={!props.at}>
        <AdminPage
          title={t('users.title')}
          about={t('users.about')}
          actions={
            <A class={css.link} href={placeUrl('users', '/new')}>
              <Icon of={Plus} />
              {t('users.invite')}
            </A>
          }
        >
          <Loaded of={people}>{value => <List people={value()} />}</Loaded>
        </AdminPage>
      </Match>
      <Match when={props.at === 'new'}>
        <InviteUser refresh={people.refresh} />
      </Match>
      <Match when={one()}>{user => <User user={user()} />}</Match>
      <Match when={people.value}>
        <Unknown />
      </Match>
    </Switch>
  )
}

function List(props: { people: PeopleQuery }) {
  const [wanted, setWanted] = createSignal('')
  const names = new Intl.Collator(language())
  const found = () => {
    const text = wanted().toLocaleLowerCase()
    return props.people.users
      .filter(user => `${user.name} ${user.email ?? ''}`.toLocaleLowerCase().includes(text))
      .toSorted(
        (a, b) => Number(a.disabledAt !== null) - Number(b.disabledAt !== null) || names.compare(a.name, b.name),
      )
  }
  return (
    <>
      <Show when={props.people.users.length > MANY}>
        <MenuFilter label={t('users.find')} onInput={setWanted} />
      </Show>
      <ul class={css.items} aria-label={t('users.title')}>
        <For each={found()} fallback={<li class={css.item}>{t('users.none')}</li>}>
          {user => (
            <li class={css.item}>
              <Avatar name={user.name} />
              <div class={css.what}>
                <A href={placeUrl('users', `/${user.id}`)}>
                  <bdi>{user.name}</bdi>
                </A>
                <p>
                  {user.email} · {(user.roles ?? []).map(role => t(`role.${role}`)).join(', ')}
                </p>
              </div>
              <UserChip user={user} />
            </li>
          )}
        </For>
      </ul>
    </>
  )
}

/** Whether a colleague can sign in; nothing when they simply can. */
export function UserChip(props: { user: PersonFragment }) {
  return (
    <Switch>
      <Match when={props.user.disabledAt}>
        <Chip>{t('user.disabled')}</Chip>
      </Match>
      <Match when={props.user.invited}>
        <Chip tone="warn">{t('user.invited')}</Chip>
      </Match>
    </Switch>
  )
}
