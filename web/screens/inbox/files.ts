import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { Problem } from '../../api/problem.ts'
import type { AudienceFragment } from '../../api/types.ts'
import { change, type DraftFile, draft, type Place } from './drafts.ts'
import { saveSoon } from './saving.ts'
import { misfit, upload } from './uploads.ts'

/** A file that is on its way to the server. */
export interface Uploading {
  name: string
  size: number
  /** How much of it has left, from 0 to 1. */
  part: Accessor<number>
  stop(): void
}

export const isImage = ({ type }: { type: string }): boolean => type.startsWith('image/')

/** Whether an image still has to say what it shows before everybody sees it. */
export const lacksAlt = (file: DraftFile): boolean => isImage(file) && !file.decorative && !file.alt?.trim()

/** The files of what is being written at a place, and how they get there. */
export function createFiles(place: () => Place, audience: () => AudienceFragment | undefined) {
  const [uploading, setUploading] = createSignal<readonly (Uploading & Place)[]>([])
  const here = () => uploading().filter(one => one.caseId === place().caseId && one.threadId === place().threadId)
  onCleanup(() => {
    for (const one of uploading()) one.stop()
  })

  async function bring(file: File, to: Place): Promise<Problem | undefined> {
    const limits = audience()?.attachments
    if (!limits) return { code: 'INVALID', reason: 'attachment.none' }
    const had = [...draft(to).files, ...here().map(({ size }) => ({ bytes: size }))]
    const wrong = misfit(limits, had, file)
    if (wrong) return wrong
    const [part, setPart] = createSignal(0)
    const stopped = new AbortController()
    const one = { ...to, name: file.name, size: file.size, part, stop: () => stopped.abort() }
    setUploading([...uploading(), one])
    const { upload: brought, problem } = await upload(file, setPart, stopped.signal)
    setUploading(uploading().filter(other => other !== one))
    if (brought) set(to, [...draft(to).files, brought])
    return problem
  }

  function set(to: Place, files: readonly DraftFile[]) {
    change(to, { files })
    saveSoon(to)
  }

  return {
    uploading: here,
    /** Brings files along; the first that does not fit says why. */
    async add(files: Iterable<File>): Promise<Problem | undefined> {
      const to = place()
      const problems = await Promise.all([...files].map(file => bring(file, to)))
      return problems.find(problem => problem !== undefined)
    },
    change: (file: DraftFile, values: Partial<DraftFile>) =>
      set(
        place(),
        draft(place()).files.map(one => (one.id === file.id ? { ...one, ...values } : one)),
      ),
    remove: (file: DraftFile) =>
      set(
        place(),
        draft(place()).files.filter(one => one.id !== file.id),
      ),
  }
}
