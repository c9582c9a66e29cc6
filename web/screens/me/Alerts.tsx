import { For, Show } from 'solid-js'
import { watch } from '../../api/watch.ts'
import { t } from '../../app/around.ts'
import { createBell } from '../../app/bell.ts'
import type { Preferences } from '../../app/preferences.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Field.tsx'
import css from './Me.module.css'
import { MePage } from './MePage.tsx'
import { MailReadyDocument } from './types.ts'

type Alert = Preferences['alerts'][number]

const volumes = ['10', '25', '50', '75', '100'] as const

/** How one is told of what concerns one: in which kinds of notification, by what sound, and by e-mail. */
export function Alerts() {
  const session = useSession()
  const bell = session.once(createBell)
  const chosen = () => session.me().preferences
  const isOff = () => chosen().sound === 'OFF'
  return (
    <MePage title={t('alerts.title')}>
      <p>{t('alerts.about')}</p>
      <section class={css.section}>
        <h2>{t('alerts.sound')}</h2>
        <div class={css.form}>
          <Choice
            label={t('alerts.which')}
            value={chosen().sound}
            options={[
              ['OFF', t('sound.OFF')],
              ['SOFT', t('sound.SOFT')],
              ['CLEAR', t('sound.CLEAR')],
            ]}
            onChange={sound => session.prefer({ sound })}
          />
          <Choice
            label={t('alerts.volume')}
            value={String(chosen().volume)}
            options={volumes.map(volume => [volume, `${volume} %`] as const)}
            onChange={volume => session.prefer({ volume: Number(volume) })}
          />
          <div class={css.row}>
            <Button disabled={isOff()} onClick={bell.play}>
              {t('alerts.play')}
            </Button>
          </div>
          <p role="status">{t(isOff() ? 'alerts.off' : bell.isReady() ? 'alerts.works' : 'alerts.blocked')}</p>
        </div>
      </section>
      <section class={css.section}>
        <h2>{t('alerts.kinds')}</h2>
        <Kinds />
      </section>
    </MePage>
  )
}

/** By kind of notification: where it shows, whether it sounds, and whether it is mailed. */
function Kinds() {
  const session = useSession()
  const mail = watch(
    MailReadyDocument,
    () => ({}),
    data => data.me,
  )
  const all = () => session.me().preferences.alerts
  // By their names: a row stays while what it holds changes, and so does the focus in it.
  const kinds = () =>
    all()
      .map(alert => alert.kind)
      .filter(kind => kind !== 'CONNECTION_ILL' || session.can('connection.manage'))
  const change = (kind: Alert['kind'], way: 'sound' | 'email', on: boolean) =>
    session.prefer({ alerts: all().map(alert => (alert.kind === kind ? { ...alert, [way]: on } : alert)) })
  const isMute = { sound: () => session.me().preferences.sound === 'OFF', email: () => mail.value?.mailReady === false }
  return (
    <>
      <table class={css.alerts}>
        <thead>
          <tr>
            <th scope="col">{t('alerts.kind')}</th>
            <th scope="col">{t('alerts.panel')}</th>
            <th scope="col">{t('alerts.heard')}</th>
            <th scope="col">{t('alerts.mailed')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={kinds()}>
            {kind => (
              <tr>
                <th scope="row">{t(`alert.${kind}`)}</th>
                <td>{t('alerts.always')}</td>
                <For each={['sound', 'email'] as const}>
                  {way => (
                    <td>
                      <label class={css.tick}>
                        <input
                          type="checkbox"
                          aria-label={`${t(way === 'sound' ? 'alerts.heard' : 'alerts.mailed')}: ${t(`alert.${kind}`)}`}
                          checked={all().find(alert => alert.kind === kind)?.[way] ?? false}
                          disabled={isMute[way]()}
                          onChange={event => change(kind, way, event.currentTarget.checked)}
                        />
                      </label>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={isMute.email()}>
        <p class="muted">{t('alerts.noMail')}</p>
      </Show>
    </>
  )
}
