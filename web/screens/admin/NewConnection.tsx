import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Watched } from '../../api/watch.ts'
import { tryText } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Copy } from '../../ui/Copy.tsx'
import css from './AdminPage.module.css'
import { AdminPage, useForm, useSave } from './AdminPage.tsx'
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
  type ConnectionFormFragment,
  type ConnectionsQuery,
  type PluginRowFragment,
} from './types.ts'

const steps = ['kind', 'settings', 'trial', 'rights'] as const
type Step = (typeof steps)[number]

/** Something must be able to arrive by it, or to be told: the organisation's own form is there already. */
const canBeAdded = ({ can, broken }: PluginRowFragment) =>
  !broken && ['webhook', 'poll', 'listener'].some(way => can.includes(way))

/** Adding a connection: which kind, its settings, whether they work, and who may use it. */
export function NewConnection(props: { all: Watched<ConnectionsQuery> }) {
  return (
    <AdminPage
      title={t('connections.add')}
      about={t('new.about')}
      savesItself
      back={{ url: placeUrl('connections'), text: t('connections.title') }}
    >
      <Loaded of={props.all}>{value => <Steps all={value()} refresh={props.all.refresh} />}</Loaded>
    </AdminPage>
  )
}

function Steps(props: { all: ConnectionsQuery; refresh: () => Promise<void> }) {
  const { ask } = useAdmin()
  const navigate = useNavigate()
  const save = useSave()
  const [step, setStep] = createSignal<Step>('kind')
  const [plugin, setPlugin] = createSignal<PluginRowFragment>()
  const [taken, setTaken] = createSignal<{ name: string; settings: string }>()
  const [works, setWorks] = createSignal<boolean>()
  const [made, setMade] = createSignal<ConnectionFormFragment>()
  const settings = createSettings(plugin, () => ({ name: '', settings: null }))
  useForm({ dirty: () => settings.dirty() && !made(), reset: settings.reset })
  let heading!: HTMLHeadingElement
  // The next step begins where a screen reader reads on.
  createEffect(on(step, () => heading.focus(), { defer: true }))
  const at = () => steps.indexOf(step())

  function choose(chosen: PluginRowFragment) {
    if (chosen.id !== plugin()?.id) settings.reset()
    setPlugin(chosen)
    setStep('settings')
  }
  function fill(event: SubmitEvent) {
    event.preventDefault()
    setTaken(settings.take())
    setWorks(undefined)
    if (taken()) setStep('trial')
  }
  async function add() {
    const input = { ...taken()!, plugin: plugin()!.id }
    const { data, problem } = await ask(() => client.mutation(AddConnectionDocument, { input }))
    if (problem) return refuse(problem)
    if (!data) return
    setMade(data.addConnection)
    await props.refresh()
    setStep('rights')
  }
  /** The rights that were chosen are saved before one goes on, to how the connection fares by now. */
  async function finish(id: string) {
    if (!(await save())) return
    await props.refresh()
    navigate(placeUrl('connections', `/${id}`))
  }
  function refuse(problem: Parameters<typeof settings.refuse>[0]) {
    setStep('settings')
    settings.refuse(problem)
  }

  return (
    <>
      <ol class={looks.steps} aria-label={t('new.steps')}>
        <For each={steps}>
          {(name, index) => (
            <li class={looks.step} aria-current={index() === at() ? 'step' : undefined} data-done={index() < at()}>
              {t(`new.${name}`)}
            </li>
          )}
        </For>
      </ol>
      <h2 ref={heading} tabindex="-1" class={looks.heading}>
        {t('new.step', { at: at() + 1, of: steps.length, title: t(`new.${step()}`) })}
      </h2>
      <Switch>
        <Match when={step() === 'kind'}>
          <Kinds plugins={props.all.plugins.filter(canBeAdded)} onChoose={choose} />
        </Match>
        <Match when={step() === 'settings'}>
          <form class={css.stack} onSubmit={fill} novalidate>
            <SettingsForm {...settings.form} />
            <div class={css.row}>
              <Button onClick={() => setStep('kind')}>{t('new.back')}</Button>
              <Button kind="primary" type="submit">
                {t('new.try')}
              </Button>
            </div>
          </form>
        </Match>
        <Match when={step() === 'trial' && taken()}>
          {given => (
            <div class={css.stack}>
              <p>{t('new.trialAbout')}</p>
              <Trial
                input={{ plugin: plugin()!.id, settings: given().settings }}
                atOnce
                onResult={setWorks}
                onRefused={problem => problem.reason === 'settings.invalid' && refuse(problem)}
              />
              <div class={css.row}>
                <Button onClick={() => setStep('settings')}>{t('new.change')}</Button>
                <Button kind={works() ? 'primary' : 'plain'} onClick={() => void add()}>
                  {t(works() === false ? 'new.saveAnyway' : 'new.save')}
                </Button>
              </div>
            </div>
          )}
        </Match>
        <Match when={step() === 'rights' && made()}>
          {connection => (
            <div class={css.stack}>
              <Show when={plugin()?.can.includes('webhook') && connection().webhookUrl}>
                {url => (
                  <>
                    <p>{t('settings.webhookAbout')}</p>
                    <Copy text={url()} label={t('settings.webhook')} />
                  </>
                )}
              </Show>
              <p>{t('rights.connectionAbout')}</p>
              <RightsTable where={connection().id} />
              <div>
                <Button kind="primary" onClick={() => void finish(connection().id)}>
                  {t('new.ready')}
                </Button>
              </div>
            </div>
          )}
        </Match>
      </Switch>
    </>
  )
}

function Kinds(props: { plugins: readonly PluginRowFragment[]; onChoose: (plugin: PluginRowFragment) => void }) {
  const nameOf = ({ id, name }: PluginRowFragment) => tryText([`channel.${id}`]) ?? name
  return (
    <ul class={css.items}>
      <For each={props.plugins}>
        {plugin => (
          <li class={css.item}>
            <div class={css.what}>
              <strong>{nameOf(plugin)}</strong>
              <p>{abilitiesOf(plugin).join(' · ')}</p>
            </div>
            <Button aria-label={t('new.choose', { name: nameOf(plugin) })} onClick={() => props.onChoose(plugin)}>
              {t('new.chooseShort')}
            </Button>
          </li>
        )}
      </For>
    </ul>
  )
}
