/** A sort of file that we know by its bytes. */
interface Sort {
  type: string
  /** Names that fit it; the first is given to a file whose own name does not. */
  endings: readonly string[]
  /** Whether bytes are this; `head` is how they begin, as latin1. */
  is(head: string, content: Buffer): boolean
}

/** Parts that stand in the clear in a compressed office file, and in an old one in its table of contents. */
const holds = (head: string, begin: string, content: Buffer, part: string | Buffer) =>
  head.startsWith(begin) && content.includes(part)
const ZIP = 'PK\x03\x04'
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const ooxml = (type: string, ending: string, part: string): Sort => ({
  type: `application/vnd.openxmlformats-officedocument.${type}`,
  endings: [ending],
  // One with macros is no document.
  is: (head, content) => holds(head, ZIP, content, part) && !content.includes('vbaProject.bin'),
})
const openDocument = (type: string, ending: string): Sort => ({
  type: `application/vnd.oasis.opendocument.${type}`,
  endings: [ending],
  is: head => head.startsWith(ZIP) && head.slice(30).startsWith(`mimetypeapplication/vnd.oasis.opendocument.${type}PK`),
})
const old = (type: string, ending: string, part: string): Sort => ({
  type,
  endings: [ending],
  is: (head, content) => holds(head, OLE, content, Buffer.from(part, 'utf16le')),
})
const media = (type: string, endings: readonly string[], brands: RegExp): Sort => ({
  type,
  endings,
  is: head => head.slice(4, 8) === 'ftyp' && brands.test(head.slice(8, 12)),
})

/** What is known, the more particular first. Programs are not among it, nor what a browser would run. */
const SORTS: readonly Sort[] = [
  { type: 'image/png', endings: ['png'], is: head => head.startsWith('\x89PNG\r\n\x1a\n') },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'], is: head => head.startsWith('\xff\xd8\xff') },
  { type: 'image/gif', endings: ['gif'], is: head => /^GIF8[79]a/.test(head) },
  { type: 'image/webp', endings: ['webp'], is: head => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP' },
  { type: 'application/pdf', endings: ['pdf'], is: head => head.startsWith('%PDF-') },
  ooxml('wordprocessingml.document', 'docx', 'word/document.xml'),
  ooxml('spreadsheetml.sheet', 'xlsx', 'xl/workbook.xml'),
  ooxml('presentationml.presentation', 'pptx', 'ppt/presentation.xml'),
  openDocument('text', 'odt'),
  openDocument('spreadsheet', 'ods'),
  openDocument('presentation', 'odp'),
  { type: 'application/zip', endings: ['zip'], is: isPlainZip },
  old('application/msword', 'doc', 'WordDocument'),
  old('application/vnd.ms-excel', 'xls', 'Workbook'),
  old('application/vnd.ms-powerpoint', 'ppt', 'PowerPoint Document'),
  { type: 'application/rtf', endings: ['rtf'], is: head => head.startsWith('{\\rtf') },
  media('image/heic', ['heic', 'heif'], /^(heic|heix|hevc|mif1|msf1)$/),
  media('image/avif', ['avif'], /^(avif|avis)$/),
  media('audio/mp4', ['m4a'], /^M4[AB] $/),
  media('video/quicktime', ['mov'], /^qt {2}$/),
  media('video/mp4', ['mp4', 'm4v'], /^(mp4.|isom|iso\d|avc1|M4V |MSNV|dash|3gp.)$/),
  { type: 'video/webm', endings: ['webm'], is: head => head.startsWith('\x1a\x45\xdf\xa3') && head.includes('webm') },
  { type: 'audio/mpeg', endings: ['mp3'], is: head => /^(ID3|\xff[\xfb\xf3\xf2])/.test(head) },
  { type: 'audio/ogg', endings: ['ogg', 'oga', 'opus'], is: head => head.startsWith('OggS') },
  { type: 'audio/wav', endings: ['wav'], is: head => head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE' },
  {
    type: 'text/calendar',
    endings: ['ics'],
    is: (head, content) => /^BEGIN:VCALENDAR\r?\n/.test(head) && isText(content),
  },
  {
    type: 'text/plain',
    endings: ['txt', 'csv', 'log', 'md'],
    is: (head, content) => content.length > 0 && !isMarkup(head) && isText(content),
  },
]

/** What is not known, and is handed on as bytes alone. */
export const UNKNOWN = 'application/octet-stream'

/** Of the known ones, those a browser may show in place: nothing in them runs. */
export const SHOWN: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** How much of a file shows what it is. */
const HEAD = 128

/** What a file is, by its bytes; what it is called says nothing. */
export function typeOf(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const head = bytes.toString('latin1', 0, HEAD)
  return SORTS.find(sort => sort.is(head, bytes))?.type ?? UNKNOWN
}

/** A file's name with an ending that fits what it is: nobody opens a program by the name of a photo, or the other way round. */
export function named(name: string, type: string): string {
  const endings = SORTS.find(sort => sort.type === type)?.endings ?? []
  const fits = endings.some(ending => name.toLowerCase().endsWith(`.${ending}`))
  return fits || !endings[0] ? name : `${name}.${endings[0]}`
}

/** Whether a type is one of these, where `image/*` stands for every image. */
export const isAmong = (type: string, types: readonly string[]): boolean =>
  types.some(one => one === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))))

/** Programs for phones and Java are zip files too, and office files with macros. */
function isPlainZip(head: string, content: Buffer): boolean {
  const parts = ['vbaProject.bin', 'META-INF/MANIFEST.MF', 'AndroidManifest.xml']
  return head.startsWith(ZIP) && !parts.some(part => content.includes(part))
}

const isMarkup = (head: string) => /^(\xef\xbb\xbf)?\s*<[!?/a-z]/i.test(head)

/** No byte that no text has; which bytes make letters is for the reader's program to find out. */
function isText(content: Buffer): boolean {
  for (const byte of content) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) return false
  return true
}
