import { createMemo, Show } from 'solid-js'
import type { CaseRowFragment } from '../../api/types.ts'
import { CaseRow } from './CaseRow.tsx'
import css from './RowPlace.module.css'

/** A place in the list. While its row is on its way the last one lends its elements, unseen: making them anew takes time. */
export function RowPlace(props: { row: CaseRowFragment | undefined }) {
  const row = createMemo<CaseRowFragment | undefined>(last => props.row ?? last)
  return (
    <div class={css.place} classList={{ [css.away!]: !props.row }} inert={!props.row}>
      <Show when={row()}>{known => <CaseRow row={known()} isAway={!props.row} />}</Show>
    </div>
  )
}
