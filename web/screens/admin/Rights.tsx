import { Show } from 'solid-js'
import Unknown from '../Unknown.tsx'
import { AdminPage } from './AdminPage.tsx'
import { RightsTable } from './RightsTable.tsx'
import { t } from './text.ts'

/** Everybody's rights on every connection. */
export function Rights(props: { at: string | undefined }) {
  return (
    <Show when={!props.at} fallback={<Unknown />}>
      <AdminPage title={t('rights.title')} about={t('rights.about')}>
        <RightsTable />
      </AdminPage>
    </Show>
  )
}
