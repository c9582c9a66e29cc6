import { A } from '@solidjs/router'
import { t } from '../locales/text.ts'
import { Page } from '../ui/Page.tsx'

/** Nothing lives at this address, or it is not for the reader: the same words for both. */
export default function Unknown() {
  return (
    <Page title={t('unknown.title')}>
      <p>{t('unknown.text')}</p>
      <p>
        <A href="/">{t('unknown.back')}</A>
      </p>
    </Page>
  )
}
