import { t } from '../../locales/text.ts'
import { SecretField } from '../../ui/Field.tsx'

/** What the server asks of one, in characters. */
const LENGTH = 12

/** A password that somebody chooses. */
export const NewPassword = (props: { label: string }) => (
  <SecretField
    label={props.label}
    hint={t('password.hint', { min: LENGTH })}
    name="password"
    autocomplete="new-password"
    minlength={LENGTH}
    required
  />
)
