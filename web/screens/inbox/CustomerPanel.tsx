import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { CustomerPanelDocument } from '../../api/types.ts'
import { watch } from '../../api/watch.ts'
import { useSession } from '../../app/session.tsx'
import { t, tryText } from '../../locales/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/Button.tsx'
import css from './CustomerPanel.module.css'
import type { OpenCase } from './conversation.ts'

/** Who the customer is, how they reach us, and what they asked before. */
export function CustomerPanel(props: { case: OpenCase; onClose?: () => void }) {
  const session = useSession()
  const customer = watch(
    CustomerPanelDocument,
    () => ({ id: props.case.customer.id }),
    data => data.customer,
  )
  const earlier = () => customer.value?.cases.filter(one => one.id !== props.case.id) ?? []
  session.onNews(({ ids }) => {
    if (ids.has(props.case.id) || earlier().some(one => ids.has(one.id))) void customer.refresh()
  })
  const language = (tag: string) => new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(tag)

  return (
    <div class={css.panel}>
      <div class={css.head}>
        <Avatar name={props.case.customer.name} />
        <h2 class={css.name}>
          <bdi>{props.case.customer.name || t('customer.unknown')}</bdi>
        </h2>
        <Show when={props.onClose}>
          {close => <IconButton icon={X} label={t('close')} kind="quiet" onClick={() => close()()} />}
        </Show>
      </div>
      <Show when={customer.value}>
        {known => (
          <>
            <section>
              <h3 class={css.section}>{t('customer.reach')}</h3>
              <dl class={css.facts}>
                <For each={known().handles}>
                  {handle => (
                    <>
                      <dt>{tryText([`channel.${handle.plugin}`]) ?? handle.plugin}</dt>
                      <dd>
                        <bdi>{handle.handle ?? handle.email ?? handle.name ?? t('customer.unknown')}</bdi>
                      </dd>
                    </>
                  )}
                </For>
                <Show when={known().language}>
                  {tag => (
                    <>
                      <dt>{t('language')}</dt>
                      <dd>{language(tag())}</dd>
                    </>
                  )}
                </Show>
              </dl>
            </section>
            <section>
              <h3 class={css.section}>{t('customer.cases', { count: earlier().length })}</h3>
              <ul>
                <For each={earlier()}>
                  {one => (
                    <li>
                      <a class={css.case} href={at(`/c/${one.number}`)} onClick={() => props.onClose?.()}>
                        #{one.number} <bdi>{one.subject}</bdi> · {t(`status.${one.status}`).toLocaleLowerCase()}
                      </a>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </>
        )}
      </Show>
    </div>
  )
}
