import { createSignal, For } from 'solid-js'
import type { Problem } from '../../api/problem.ts'
import { t } from '../../app/around.ts'
import { problemText } from '../../app/problems.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormProblem } from '../../ui/Field.tsx'
import css from './ExportDialog.module.css'
import { startExport } from './tasks.ts'
import type { ExportFormat, SelectionInput } from './types.ts'

const formats: readonly ExportFormat[] = ['CSV', 'JSON']

/** Asks how the cases of a list are written to a file, and begins. */
export default function ExportDialog(props: { title: string; selection: SelectionInput; onClose: () => void }) {
  const [format, setFormat] = createSignal<ExportFormat>('CSV')
  const [problem, setProblem] = createSignal<Problem>()
  const [busy, setBusy] = createSignal(false)
  async function start(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    if (busy()) return
    const dialog = event.currentTarget.closest('dialog')
    setBusy(true)
    const refused = await startExport({ selection: props.selection, format: format() })
    setBusy(false)
    setProblem(refused)
    if (!refused) dialog?.close()
  }
  return (
    <Dialog title={t('export.title', { list: props.title })} onClose={props.onClose}>
      <form class={css.form} onSubmit={start} aria-busy={busy()}>
        <FormProblem text={problem() && problemText(problem()!)} />
        <p>{t('export.about')}</p>
        <fieldset class={css.formats}>
          <legend class={css.legend}>{t('export.format')}</legend>
          <For each={formats}>
            {one => (
              <label class={css.format}>
                <input type="radio" name="format" checked={one === format()} onChange={() => setFormat(one)} />
                {t(`export.${one}`)}
              </label>
            )}
          </For>
        </fieldset>
        <p class="muted">{t('export.safe')}</p>
        <div class={css.foot}>
          <Button kind="primary" type="submit">
            {t('export.start')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
