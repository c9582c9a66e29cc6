import type { Problem } from '../../api/problem.ts'
import { t } from '../../locales/text.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'

/** Asks what a view is called. */
export default function ViewDialog(props: {
  title: string
  name?: string
  onName: (name: string) => Promise<Problem | undefined>
  onClose: () => void
}) {
  async function submit(values: FormData) {
    const problem = await props.onName(String(values.get('name')).trim())
    if (!problem) props.onClose()
    return problem
  }
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <Form submit={t('save')} onSubmit={submit}>
        <Field label={t('view.name')} name="name" value={props.name ?? ''} maxlength="60" autocomplete="off" required />
      </Form>
    </Dialog>
  )
}
