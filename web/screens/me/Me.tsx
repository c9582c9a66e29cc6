import { useParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import { AccessDocument } from '../../api/types.ts'
import { watch } from '../../api/watch.ts'
import { t as around } from '../../app/around.ts'
import { useSession } from '../../app/session.tsx'
import { language, t } from '../../locales/text.ts'
import Unknown from '../Unknown.tsx'
import { Alerts } from './Alerts.tsx'
import { Appearance } from './Appearance.tsx'
import { createConfirm } from './confirm.tsx'
import css from './Me.module.css'
import { MePage } from './MePage.tsx'
import { Password } from './Password.tsx'
import { Profile } from './Profile.tsx'
import { Sessions } from './Sessions.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { Tokens } from './Tokens.tsx'

/** One's own account, a page for each part of it. */
export default function Me() {
  const params = useParams<{ page?: string }>()
  return (
    <Switch fallback={<Unknown />}>
      <Match when={!params.page}>
        <Account />
      </Match>
      <Match when={params.page === 'appearance'}>
        <Appearance />
      </Match>
      <Match when={params.page === 'notifications'}>
        <Alerts />
      </Match>
      <Match when={params.page === 'shortcuts'}>
        <Shortcuts />
      </Match>
    </Switch>
  )
}

/** One's own name, devices and tokens. */
function Account() {
  const access = watch(
    AccessDocument,
    () => ({}),
    data => data.me,
  )
  const confirm = createConfirm()
  const session = useSession()
  const admins = () =>
    new Intl.ListFormat(language(), { type: 'disjunction' }).format(access.value?.admins.map(({ name }) => name) ?? [])
  return (
    <MePage title={t('me.title')}>
      <Show when={admins() && !session.can('case.read')}>
        <p class={css.note}>{around('me.noCases', { names: admins() })}</p>
      </Show>
      <Profile />
      <Password onChange={() => void access.refresh()} />
      <Sessions sessions={access.value?.sessions ?? []} onChange={() => void access.refresh()} />
      <Tokens tokens={access.value?.tokens ?? []} confirm={confirm.around} onChange={() => void access.refresh()} />
      {confirm.dialog()}
    </MePage>
  )
}
