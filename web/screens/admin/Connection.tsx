import { createSignal, For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Watched } from '../../api/watch.ts'
import { moment } from '../../locales/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Copy } from '../../ui/Copy.tsx'
import { Labelled } from '../../ui/Field.tsx'
import { channelName } from '../inbox/channel.ts'
import css from './AdminPage.module.css'
import { AdminPage, Section, useForm } from './AdminPage.tsx'
import { Backfill } from './Backfill.tsx'
import { useAdmin } from './doing.tsx'
import { placeUrl } from './places.ts'
import { RightsTable } from './RightsTable.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import { StandingChip, StandingStory } from './Standing.tsx'
import { createSettings } from './settings.ts'
import { standingOf } from './standing.ts'
import { Trial } from './Trial.tsx'
import { t } from './text.ts'
import {
  type ConnectionsQuery,
  ParkConnectionDocument,
  PauseConnectionDocument,
  ReplayItemDocument,
  ResumeConnectionDocument,
  UnparkConnectionDocument,
  UpdateConnectionDocument,
} from './types.ts'

type Props = { connection: ConnectionsQuery['connections'][number]; all: Watched<ConnectionsQuery> }

const PARK_TEXT = 500

/** One connection: how it fares, its settings, who may use it, and what it brought that nobody understood. */
export function Connection(props: Props) {
  const plugin = () => props.all.value?.plugins.find(one => one.id === props.connection.plugin && !one.broken)
  return (
    <AdminPage
      title={props.connection.name}
      about={t('connection.about', { channel: channelName(props.connection) })}
      back={{ url: placeUrl('connections'), text: t('connections.title') }}
      actions={<StandingChip of={props.connection} />}
    >
      <Show when={props.connection.formUrl}>{url => <FormAddress url={url()} />}</Show>
      <Health {...props} />
      <Show when={plugin()} fallback={<p class={css.note}>{t('connection.noPlugin')}</p>}>
        <SettingsSection {...props} />
        <Show when={plugin()?.can.includes('webhook') && props.connection.webhookUrl}>
          {url => (
            <Section title={t('settings.webhook')} about={t('settings.webhookAbout')}>
              <Copy text={url()} label={t('settings.webhook')} />
            </Section>
          )}
        </Show>
      </Show>
      <Section title={t('rights.connection')} about={t('rights.connectionAbout')}>
        <RightsTable where={props.connection.id} />
      </Section>
      <NotUnderstood {...props} />
      <Show when={plugin()?.can.includes('backfill') && !props.connection.parkedAt}>
        <Backfill connectionId={props.connection.id} />
      </Show>
      <Park {...props} />
    </AdminPage>
  )
}

/** Where visitors find the web form, and how to lead them there. */
function FormAddress(props: { url: string }) {
  const link = () => `<a href="${props.url}">${t('formAddress.linkText')}</a>`
  return (
    <Section title={t('formAddress.title')} about={t('formAddress.about')}>
      <Copy text={props.url} label={t('formAddress.title')} />
      <p>
        <a href={props.url} target="_blank" rel="noreferrer">
          {t('formAddress.open')}
        </a>
      </p>
      <p class="muted">{t('formAddress.linkAbout')}</p>
      <Copy text={link()} label={t('formAddress.link')} />
    </Section>
  )
}

/** What is the matter, trying it, and stopping or going on. */
function Health(props: Props) {
  const { run } = useAdmin()
  const input = () => ({ input: { connectionId: props.connection.id } })
  const tone = () =>
    ({ problem: 'danger', paused: 'warn', unseen: 'warn', works: 'ok', parked: '', new: '' })[
      standingOf(props.connection)
    ]
  return (
    <Section title={t('connection.health')}>
      <div class={css.note} data-tone={tone()}>
        <StandingStory of={props.connection} />
      </div>
      <Trial input={{ connectionId: props.connection.id }} />
      <Show when={!props.connection.parkedAt}>
        <div class={css.row}>
          <Show
            when={props.connection.pausedAt}
            fallback={
              <>
                <Button onClick={() => void run(() => client.mutation(PauseConnectionDocument, input()))}>
                  {t('standing.pause')}
                </Button>
                <span class="muted">{t('standing.pauseAbout')}</span>
              </>
            }
          >
            <Button kind="primary" onClick={() => void run(() => client.mutation(ResumeConnectionDocument, input()))}>
              {t('standing.resume')}
            </Button>
            <span class="muted">{t('standing.resumeAbout')}</span>
          </Show>
        </div>
      </Show>
    </Section>
  )
}

function SettingsSection(props: Props) {
  const { ask } = useAdmin()
  const settings = createSettings(
    () => props.all.value?.plugins.find(one => one.id === props.connection.plugin),
    () => ({ name: props.connection.name, settings: props.connection.settings ?? null }),
  )
  useForm({
    dirty: settings.dirty,
    reset: settings.reset,
    async save() {
      const taken = settings.take()
      if (!taken) return false
      const input = { ...taken, connectionId: props.connection.id }
      const { data, problem } = await ask(() => client.mutation(UpdateConnectionDocument, { input }))
      if (problem) settings.refuse(problem)
      else if (data) settings.reset()
      return data !== undefined
    },
  })
  return (
    <Section title={t('settings.title')} about={t('settings.about')}>
      <SettingsForm {...settings.form} />
    </Section>
  )
}

/** What came in and could not be read. It is kept, and can be tried again. */
function NotUnderstood(props: Props) {
  const { run } = useAdmin()
  const items = () => props.all.value?.parkedItems.filter(item => item.connection.id === props.connection.id) ?? []
  async function replay(itemId: string) {
    await run(() => client.mutation(ReplayItemDocument, { input: { itemId } }))
    await props.all.refresh()
  }
  return (
    <Section title={t('parked.title')} about={t('parked.about')}>
      <Show when={items().length} fallback={<p class="muted">{t('parked.none')}</p>}>
        <ul class={css.items}>
          <For each={items()}>
            {item => (
              <li class={css.item}>
                <div class={css.what}>
                  {moment(item.receivedAt)}
                  <p>{item.reason}</p>
                  <p>{t('parked.attempts', { count: item.attempts })}</p>
                </div>
                <Button
                  small
                  aria-label={t('parked.retryOf', { moment: moment(item.receivedAt) })}
                  onClick={() => void replay(item.id)}
                >
                  {t('parked.retry')}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  )
}

/** Keeps an account that nobody answers on, with what its customers are told. */
function Park(props: Props) {
  const { run } = useAdmin()
  const [text, setText] = createSignal('')
  useForm({ dirty: () => text() !== '', reset: () => setText('') })
  async function park(event: SubmitEvent) {
    event.preventDefault()
    const input = { connectionId: props.connection.id, text: text() }
    if (await run(() => client.mutation(ParkConnectionDocument, { input }))) setText('')
  }
  const unpark = () =>
    run(() => client.mutation(UnparkConnectionDocument, { input: { connectionId: props.connection.id } }))
  return (
    <Section title={t('park.title')} about={t('park.about')}>
      <Show
        when={props.connection.parkedAt}
        fallback={
          <form class={css.form} onSubmit={park}>
            <Labelled label={t('park.text')} hint={t('park.hint')}>
              {attributes => (
                <textarea
                  {...attributes}
                  rows={3}
                  maxlength={PARK_TEXT}
                  required
                  value={text()}
                  onInput={event => setText(event.currentTarget.value)}
                />
              )}
            </Labelled>
            <div>
              <Button kind="danger" type="submit">
                {t('park.do')}
              </Button>
            </div>
          </form>
        }
      >
        <Show when={props.connection.parkedText}>{shown => <Copy text={shown()} label={t('park.text')} />}</Show>
        <p>{t('park.advice')}</p>
        <div>
          <Button kind="primary" onClick={() => void unpark()}>
            {t('park.undo')}
          </Button>
        </div>
      </Show>
    </Section>
  )
}
