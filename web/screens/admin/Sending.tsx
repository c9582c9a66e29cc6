import { createSignal, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import { now } from '../../app/now.ts'
import { moment } from '../../locales/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import css from './AdminPage.module.css'
import { Section } from './AdminPage.tsx'
import { useAdmin } from './doing.tsx'
import { t } from './text.ts'
import { type ConnectionsQuery, ResumeSendingDocument, StopSendingDocument } from './types.ts'

/** The one switch that stops every answer, on every connection; with why, where nobody turned it. */
export function Sending(props: { state: ConnectionsQuery['sending']; onChange: () => void }) {
  const { run } = useAdmin()
  const [asking, setAsking] = createSignal(false)
  async function stop() {
    setAsking(false)
    await run(() => client.mutation(StopSendingDocument, { input: {} }))
    props.onChange()
  }
  async function resume() {
    await run(() => client.mutation(ResumeSendingDocument, { input: {} }))
    props.onChange()
  }
  return (
    <Section id="sending" title={t('sending.title')} about={t('sending.about')}>
      <Show
        when={props.state.stoppedSince}
        fallback={
          <div>
            <Button kind="danger" onClick={() => setAsking(true)}>
              {t('sending.stop')}
            </Button>
          </div>
        }
      >
        {since => (
          <>
            <p class={css.note} data-tone="danger">
              {t('sending.stopped', { moment: moment(since(), now()) })}
            </p>
            <Show when={props.state.because}>
              {because => (
                <p>
                  {t(`sending.because.${because()}`)}{' '}
                  <Show when={props.state.dataFrom}>
                    {from => t('sending.dataFrom', { moment: moment(from(), now()) })}
                  </Show>{' '}
                  {t('sending.putBack')}
                </p>
              )}
            </Show>
            <div>
              <Button kind="primary" onClick={() => void resume()}>
                {t('sending.resume')}
              </Button>
            </div>
          </>
        )}
      </Show>
      <Show when={asking()}>
        <Dialog
          title={t('sending.askTitle')}
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button autofocus onClick={() => setAsking(false)}>
                {t('admin.cancel')}
              </Button>
              <Button kind="danger" onClick={() => void stop()}>
                {t('sending.stop')}
              </Button>
            </>
          }
        >
          <p>{t('sending.askText')}</p>
        </Dialog>
      </Show>
    </Section>
  )
}
