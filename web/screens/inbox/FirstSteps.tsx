import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import { watch } from '../../api/watch.ts'
import { t } from '../../app/around.ts'
import { useSession } from '../../app/session.tsx'
import { language } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Copy } from '../../ui/Copy.tsx'
import css from './FirstSteps.module.css'
import { dismissFirst } from './first.ts'
import { FirstDocument } from './types.ts'

const either = (names: readonly string[]) => new Intl.ListFormat(language(), { type: 'disjunction' }).format(names)

/** Where nothing came in yet: what brings the first question, or who can see to it. */
export default function FirstSteps() {
  const session = useSession()
  const first = watch(
    FirstDocument,
    () => ({}),
    data => data,
  )
  const organisation = () => session.me().organisation
  const form = () => first.value?.connections.find(one => one.formUrl)?.formUrl
  const mayManage = () => session.can('connection.manage') || session.can('user.manage')
  const admins = () => first.value?.me.admins.map(({ name }) => name) ?? []

  return (
    <section class={css.first} aria-labelledby="first">
      <h2 id="first">{t('first.title')}</h2>
      <p>{t('first.text')}</p>
      <ol class={css.steps}>
        <Show when={form()}>
          {url => (
            <li>
              <h3>{t('first.form')}</h3>
              <p>{t('first.formAbout', { name: organisation() })}</p>
              <Copy text={url()} label={t('first.form')} />
              <a href={url()} target="_blank" rel="noreferrer">
                {t('first.preview')}
              </a>
              <Show when={mayManage()}>
                <p class="muted">{t('first.orgChange')}</p>
              </Show>
            </li>
          )}
        </Show>
        <Show when={session.can('connection.manage')}>
          <li>
            <h3>
              <A href="/admin/connections/new">{t('first.channel')}</A>
            </h3>
            <p>{t('first.channelAbout')}</p>
          </li>
        </Show>
        <Show when={session.can('user.manage')}>
          <li>
            <h3>
              <A href="/admin/users/new">{t('first.invite')}</A>
            </h3>
            <p>{t('first.inviteAbout')}</p>
          </li>
        </Show>
      </ol>
      <Show when={first.value && !mayManage()}>
        <p>{admins().length ? t('first.ask', { names: either(admins()) }) : t('first.none')}</p>
      </Show>
      <div>
        <Button kind="quiet" small onClick={() => dismissFirst(session)}>
          {t('first.dismiss')}
        </Button>
      </div>
    </section>
  )
}
