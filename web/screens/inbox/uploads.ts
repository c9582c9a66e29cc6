import { at } from '../../api/base.ts'
import { csrf } from '../../api/http.ts'
import type { Problem } from '../../api/problem.ts'
import type { AudienceFragment, UploadFragment } from '../../api/types.ts'

type Limits = Omit<NonNullable<AudienceFragment['attachments']>, 'maxLength' | '__typename'>
/** What is known of a file before it is brought. */
export interface Candidate {
  name: string
  type: string
  size: number
}

/** Brings a file; `progress` is told the part that has left, from 0 to 1. */
export function upload(
  file: File,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<{ upload?: UploadFragment; problem?: Problem }> {
  return new Promise(resolve => {
    // fetch does not say how far it is.
    const request = new XMLHttpRequest()
    request.open('POST', at(`/uploads?name=${encodeURIComponent(file.name)}`))
    request.setRequestHeader('content-type', 'application/octet-stream')
    for (const [name, value] of Object.entries(csrf)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0)
    request.onload = () => {
      if (request.status !== 200) return resolve({ problem: request.response?.error ?? { code: 'INTERNAL' } })
      const { id, name, type, bytes } = request.response
      resolve({
        upload: { __typename: 'Upload', id, name, type, bytes, alt: null, url: at(`/files/${id}`) } as UploadFragment,
      })
    }
    request.onerror = () => resolve({ problem: { code: 'OFFLINE' } })
    request.onabort = () => resolve({})
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/** Why a file does not fit an answer, beside those that it has; undefined when it does. */
export function misfit(limits: Limits, had: readonly { bytes: number }[], file: Candidate): Problem | undefined {
  const facts = { name: file.name, max: limits.maxCount, bytes: limits.maxBytes }
  if (had.length >= limits.maxCount) return { code: 'INVALID', reason: 'attachment.tooMany', facts }
  if (file.size > limits.maxBytes) return { code: 'INVALID', reason: 'attachment.tooLarge', facts }
  const total = had.reduce((sum, { bytes }) => sum + bytes, file.size)
  if (limits.maxTotalBytes && total > limits.maxTotalBytes) {
    return { code: 'INVALID', reason: 'attachment.tooLargeTogether', facts }
  }
  const takes = limits.types.some(
    type => type === file.type || (type.endsWith('/*') && file.type.startsWith(type.slice(0, -1))) || type === '*/*',
  )
  // What the device does not know, the server finds out by its bytes.
  return takes || !file.type ? undefined : { code: 'INVALID', reason: 'attachment.type', facts }
}
