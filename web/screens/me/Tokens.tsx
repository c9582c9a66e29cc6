import { createSignal, For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { CreateTokenDocument, RevokeTokenDocument, type Scope, type TokenRowFragment } from '../../api/types.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { moment } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormProblem } from '../../ui/Field.tsx'
import { toast } from '../../ui/toasts.ts'
import type { Around } from './confirm.tsx'
import css from './Me.module.css'

const scopes: readonly Scope[] = [
  'CASES_READ',
  'CASES_WRITE',
  'MESSAGES_READ',
  'REPLIES_PUBLISH',
  'CUSTOMERS_READ',
  'SCHEMA',
]
const DAYS = 90

/** One's API tokens. A secret is shown once, when it is made. */
export function Tokens(props: { tokens: readonly TokenRowFragment[]; confirm: Around; onChange: () => void }) {
  const [making, setMaking] = createSignal(false)
  const [secret, setSecret] = createSignal<string>()

  async function revoke(tokenId: string) {
    const { problem } = await props.confirm(() => client.mutation(RevokeTokenDocument, { input: { tokenId } }))
    if (problem) toast({ text: problemText(problem), tone: 'danger' })
    props.onChange()
  }
  return (
    <section class={css.section}>
      <h2>{t('tokens.title')}</h2>
      <p>{t('tokens.text')}</p>
      <div class={css.row}>
        <Button onClick={() => setMaking(true)}>{t('tokens.make')}</Button>
      </div>
      <ul class={css.items}>
        <For each={props.tokens}>
          {token => (
            <li class={css.item}>
              <p>
                <bdi>{token.name}</bdi> <span class="muted">· {token.prefix}…</span>
                <br />
                <span class="muted">
                  {token.scopes.map(scope => t(`scope.${scope}`)).join(', ')}
                  {' · '}
                  {t('tokens.expires', { moment: moment(token.expiresAt, now()) })}
                </span>
              </p>
              <Show when={!token.revokedAt} fallback={<Chip>{t('tokens.revoked')}</Chip>}>
                <Button small kind="danger" onClick={() => void revoke(token.id)}>
                  {t('tokens.revoke')}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={making()}>
        <NewToken
          confirm={props.confirm}
          onClose={() => setMaking(false)}
          onMade={made => {
            setMaking(false)
            setSecret(made)
            props.onChange()
          }}
        />
      </Show>
      <Show when={secret()}>
        {shown => (
          <Dialog title={t('tokens.made')} onClose={() => setSecret(undefined)}>
            <p>{t('tokens.once')}</p>
            <code class={css.secret}>{shown()}</code>
          </Dialog>
        )}
      </Show>
    </section>
  )
}

function NewToken(props: { confirm: Around; onMade: (secret: string) => void; onClose: () => void }) {
  const [problem, setProblem] = createSignal<Problem>()
  async function make(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    const values = new FormData(event.currentTarget)
    const input = {
      name: String(values.get('name')),
      days: Number(values.get('days')),
      scopes: scopes.filter(scope => values.has(scope)),
    }
    const answer = await props.confirm(() => client.mutation(CreateTokenDocument, { input }))
    setProblem(answer.problem)
    if (answer.data) props.onMade(answer.data.createToken.secret)
  }
  return (
    <Dialog title={t('tokens.make')} onClose={props.onClose}>
      <form class={css.form} onSubmit={make}>
        <FormProblem text={problem() && problemText(problem()!)} />
        <Field label={t('tokens.name')} autofocus name="name" maxlength="100" autocomplete="off" required />
        <Field label={t('tokens.days')} name="days" type="number" min="1" max="365" value={String(DAYS)} required />
        <fieldset class={css.scopes}>
          <legend>{t('tokens.scopes')}</legend>
          <For each={scopes}>
            {scope => (
              <label class={css.scope}>
                <input type="checkbox" name={scope} />
                {t(`scope.${scope}`)}
              </label>
            )}
          </For>
        </fieldset>
        <div class={css.row}>
          <Button kind="primary" type="submit">
            {t('tokens.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
