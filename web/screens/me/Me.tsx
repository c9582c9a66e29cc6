import { AccessDocument } from '../../api/types.ts'
import { watch } from '../../api/watch.ts'
import { t } from '../../locales/text.ts'
import { Page } from '../../ui/Page.tsx'
import { createConfirm } from './confirm.tsx'
import { Password } from './Password.tsx'
import { Profile } from './Profile.tsx'
import { Sessions } from './Sessions.tsx'
import { Tokens } from './Tokens.tsx'

/** One's own name, looks, devices and tokens. */
export default function Me() {
  const access = watch(
    AccessDocument,
    () => ({}),
    data => data.me,
  )
  const confirm = createConfirm()
  return (
    <Page title={t('me.title')}>
      <Profile />
      <Password onChange={() => void access.refresh()} />
      <Sessions sessions={access.value?.sessions ?? []} onChange={() => void access.refresh()} />
      <Tokens tokens={access.value?.tokens ?? []} confirm={confirm.around} onChange={() => void access.refresh()} />
      {confirm.dialog()}
    </Page>
  )
}
