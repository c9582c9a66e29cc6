import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Watched } from '../../api/watch.ts'
import { tryText } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Copy } from '../../ui/Copy.tsx'
import css from './AdminPage.module.css'
import { AdminPage, useForm } from './AdminPage.tsx'
import { useAdmin } from './doing.tsx'
import { Loaded } from './Loaded.tsx'
import { abilitiesOf } from './Plugins.tsx'
import { placeUrl } from './places.ts'
import { RightsTable } from './RightsTable.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import looks from './Steps.module.css'
import { createSettings } from './settings.ts'
import { Trial } from './Trial.tsx'
import { t } from './text.ts'
import {
  AddConnectionDocument,
  type ConnectionsQuery,
  type PluginRowFragment,
  UpdateConnectionDocument,
} from './types.ts'

const steps = ['kind', 'settings', 'trial', 'rights'] as const

/** Something must be able to arrive by it, or to be told: the organisation's own form is there already. */
const canBeAdded = ({ can, broken }: PluginRowFragment) =>
  !broken && ['webhook', 'poll', 'listener'].some(way => can.includes(way))

/** Adding a connection: which kind, its settings, whether it works, and who may use it. */
export function NewConnection(props: { all: Watched<ConnectionsQuery> }) {
  const navigate = useNavigate()
  const [plugin, setPlugin] = createSignal<PluginRowFragment>()
  const [madeId, setMadeId] = createSignal<string>()
  const [step, setStep] = createSignal(0)
  const made = () => props.all.value?.connections.find(connection => connection.id === madeId())
  let heading: HTMLHeadingElement | undefined
  // The next step begins where a screen reader reads on.
  createEffect(on(step, () => heading?.focus(), { defer: true }))

  return (
    <AdminPage
      title={t('connections.add')}
      about={t('new.about')}
      back={{ url: placeUrl('connections'), text: t('connections.title') }}
    >
      <ol class={looks.steps} aria-label={t('new.steps')}>
        <For each={steps}>
          {(name, index) => (
            <li class={looks.step} aria-current={index() === step() ? 'step' : undefined} data-done={index() < step()}>
              {t(`new.${name}`)}
            </li>
          )}
        </For>
      </ol>
      <h2 ref={heading} tabindex="-1" class={looks.heading}>
        {t('new.step', { at: step() + 1, of: steps.length, title: t(`new.${steps[step()]!}`) })}
      </h2>
      <Loaded of={props.all}>
        {value => (
          <Switch>
            <Match when={step() === 0}>
              <ul class={css.items}>
                <For each={value().plugins.filter(canBeAdded)}>
                  {one => (
                    <li class={css.item}>
                      <div class={css.what}>
                        <strong>{tryText([`channel.${one.id}`]) ?? one.name}</strong>
                        <p>{abilitiesOf(one).join(' ')}</p>
                      </div>
                      <Button
                        aria-label={t('new.choose', { name: tryText([`channel.${one.id}`]) ?? one.name })}
                        onClick={() => {
                          setPlugin(one)
                          setStep(1)
                        }}
                      >
                        {t('new.chooseShort')}
                      </Button>
                    </li>
                  )}
                </For>
              </ul>
            </Match>
            <Match when={step() === 1 && plugin()}>
              {chosen => (
                <SettingsStep
                  plugin={chosen()}
                  made={made()}
                  onBack={madeId() ? undefined : () => setStep(0)}
                  onSaved={async id => {
                    setMadeId(id)
                    await props.all.refresh()
                    setStep(2)
                  }}
                />
              )}
            </Match>
            <Match when={step() === 2 && made()}>
              {connection => (
                <div class={css.stack}>
                  <p>{t('new.trialAbout')}</p>
                  <Trial connectionId={connection().id} atOnce />
                  <Show when={plugin()?.can.includes('webhook') && connection().webhookUrl}>
                    {url => (
                      <div class={css.stack}>
                        <p>{t('settings.webhookAbout')}</p>
                        <Copy text={url()} label={t('settings.webhook')} />
                      </div>
                    )}
                  </Show>
                  <div class={css.row}>
                    <Button onClick={() => setStep(1)}>{t('new.change')}</Button>
                    <Button kind="primary" onClick={() => setStep(3)}>
                      {t('new.next')}
                    </Button>
                  </div>
                </div>
              )}
            </Match>
            <Match when={step() === 3 && made()}>
              {connection => (
                <div class={css.stack}>
                  <p>{t('rights.connectionAbout')}</p>
                  <RightsTable where={connection().id} />
                  <div>
                    <Button kind="primary" onClick={() => navigate(placeUrl('connections', `/${connection().id}`))}>
                      {t('new.ready')}
                    </Button>
                  </div>
                </div>
              )}
            </Match>
          </Switch>
        )}
      </Loaded>
    </AdminPage>
  )
}

/** Its settings; a second time, when the trial showed that they are not right, they change what was made. */
function SettingsStep(props: {
  plugin: PluginRowFragment
  made: ConnectionsQuery['connections'][number] | undefined
  onBack: (() => void) | undefined
  onSaved: (connectionId: string) => Promise<void>
}) {
  const { ask } = useAdmin()
  const [busy, setBusy] = createSignal(false)
  const settings = createSettings(
    () => props.plugin,
    () => ({ name: props.made?.name ?? '', settings: props.made?.settings ?? null }),
  )
  useForm({ dirty: settings.dirty, reset: settings.reset })

  async function save(event: SubmitEvent) {
    event.preventDefault()
    const taken = busy() ? undefined : settings.take()
    if (!taken) return
    setBusy(true)
    const { made, plugin } = props
    const { data, problem } = made
      ? await ask(() => client.mutation(UpdateConnectionDocument, { input: { ...taken, connectionId: made.id } }))
      : await ask(() => client.mutation(AddConnectionDocument, { input: { ...taken, plugin: plugin.id } }))
    setBusy(false)
    if (problem) return settings.refuse(problem)
    if (!data) return
    settings.reset()
    await props.onSaved('addConnection' in data ? data.addConnection.id : data.updateConnection.id)
  }
  return (
    <form class={css.stack} onSubmit={save} novalidate>
      <SettingsForm {...settings.form} />
      <div class={css.row}>
        <Show when={props.onBack}>{back => <Button onClick={back()}>{t('new.back')}</Button>}</Show>
        <Button kind="primary" type="submit" aria-busy={busy()}>
          {t('new.save')}
        </Button>
      </div>
    </form>
  )
}
