import { A } from '@solidjs/router'
import Down from 'lucide-solid/icons/chevron-down'
import X from 'lucide-solid/icons/x'
import { type JSX, Show } from 'solid-js'
import { watch } from '../../api/watch.ts'
import { t } from '../../app/around.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Bones } from '../../ui/Bones.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { createWaiting } from '../../ui/waiting.ts'
import { CaseLines, Profiles } from '../customers/Facts.tsx'
import { CustomerDocument, type CustomerQuery } from '../customers/types.ts'
import css from './CustomerPanel.module.css'
import type { OpenCase } from './conversation.ts'

/** Who the customer is, how they reach us, and what they asked before. */
export default function CustomerPanel(props: { case: OpenCase; onClose?: () => void }) {
  const session = useSession()
  const found = watch(
    CustomerDocument,
    () => (session.can('customer.read') ? { id: props.case.customer.id } : undefined),
    data => data.customer,
  )
  const isWaiting = createWaiting(() => !found.value && !found.problem)
  const earlier = () => found.value?.cases.filter(one => one.id !== props.case.id) ?? []
  session.onNews(({ ids }) => {
    if (ids.has(props.case.id) || earlier().some(one => ids.has(one.id))) void found.refresh()
  })

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
      <Show when={session.can('customer.read')}>
        <Show
          when={!isWaiting() && found.value}
          fallback={
            <Show when={!isWaiting() && found.problem} fallback={<Bones lines={3} />}>
              {problem => (
                <p>
                  {problemText(problem())}{' '}
                  <Button small onClick={() => void found.refresh()}>
                    {t('retry')}
                  </Button>
                </p>
              )}
            </Show>
          }
        >
          {known => (
            <>
              <Section name="reach" title={t('customer.reach')}>
                <Profiles customer={known()} />
              </Section>
              <Show when={known().alike.length && addressOf(known())}>
                {address => (
                  <p>
                    <A
                      class={css.page!}
                      href={`/search?tab=customers&q=${encodeURIComponent(address())}`}
                      onClick={() => props.onClose?.()}
                    >
                      {t('customer.alike', { count: known().alike.length })}
                    </A>
                  </p>
                )}
              </Show>
              <Show when={earlier().length}>
                <Section name="cases" title={t('customer.earlier', { count: earlier().length })}>
                  <CaseLines cases={earlier()} onLeave={props.onClose} />
                </Section>
              </Show>
              <p>
                <A class={css.page!} href={`/customers/${known().id}`} onClick={() => props.onClose?.()}>
                  {t('customer.page')}
                </A>
              </p>
            </>
          )}
        </Show>
      </Show>
    </div>
  )
}

/** The address by which others are alike. */
const addressOf = ({ handles }: NonNullable<CustomerQuery['customer']>) => handles.find(({ email }) => email)?.email

/** A part of the panel that folds, and stays folded for whoever folded it. */
function Section(props: { name: string; title: string; children: JSX.Element }) {
  const session = useSession()
  const key = () => `panel.${props.name}`
  const folded = () => session.me().preferences.folded
  const isOpen = () => !folded().includes(key())
  function keep(open: boolean) {
    if (open === isOpen()) return
    session.prefer({ folded: open ? folded().filter(one => one !== key()) : [...folded(), key()] })
  }
  return (
    <details open={isOpen()} onToggle={event => keep(event.currentTarget.open)}>
      <summary class={css.summary}>
        <h3 class={css.section}>{props.title}</h3>
        <Icon of={Down} size={14} />
      </summary>
      {props.children}
    </details>
  )
}
