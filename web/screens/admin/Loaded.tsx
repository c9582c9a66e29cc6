import { type JSX, Show } from 'solid-js'
import type { Watched } from '../../api/watch.ts'
import { problemText } from '../../app/problems.ts'
import { Button } from '../../ui/Button.tsx'
import { FormProblem } from '../../ui/Field.tsx'
import css from './AdminPage.module.css'
import { t } from './text.ts'

/** What an answer shows once it is here; until then bones of its size, or what went wrong. */
export function Loaded<T extends object>(props: { of: Watched<T>; children: (value: () => T) => JSX.Element }) {
  return (
    <Show
      when={props.of.value}
      fallback={
        <Show when={props.of.problem} fallback={<div class={css.bones} aria-hidden="true" />}>
          {problem => (
            <div class={css.stack}>
              <FormProblem text={problemText(problem())} />
              <div>
                <Button onClick={() => void props.of.refresh()}>{t('retry')}</Button>
              </div>
            </div>
          )}
        </Show>
      }
    >
      {value => props.children(value)}
    </Show>
  )
}
