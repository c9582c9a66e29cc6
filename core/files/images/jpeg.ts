import { broken, type Cleaned } from './cleaned.ts'

// Markers, as ITU-T T.81 numbers them.
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const [APP0, APP1, APP2, APP14, APP15, COMMENT] = [0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe]

/**
 * A photo without what the camera and programs wrote into it: all comments and application segments go, but for what its
 * colours need; of EXIF, which way up it is stays. What follows its end, such as a second picture or a film, goes too.
 */
export function cleanJpeg(file: Buffer): Cleaned {
  const parts: Buffer[] = [Buffer.from([0xff, SOI])]
  let size: { width: number; height: number } | undefined
  let at = 2
  for (;;) {
    while (file[at] === 0xff && file[at + 1] === 0xff) at++
    const marker = file[at] === 0xff ? file[at + 1] : undefined
    if (marker === undefined) throw broken()
    if (marker === EOI) break
    const end = at + 2 + (at + 4 <= file.length ? file.readUInt16BE(at + 2) : 0)
    if (end < at + 4 || end > file.length || marker < 0xc0 || (marker >= 0xd0 && marker <= EOI)) throw broken()
    const segment = file.subarray(at, end)
    if (isFrame(marker)) {
      if (size || segment.length < 10) throw broken()
      size = { width: segment.readUInt16BE(7), height: segment.readUInt16BE(5) }
    }
    if (marker === APP1) parts.push(...uprightAs(segment.subarray(4)))
    else if (keeps(marker, segment.toString('latin1', 4, 16))) parts.push(segment)
    at = end
    if (marker === SOS) {
      at = endOfScan(file, end)
      parts.push(file.subarray(end, at))
    }
  }
  if (!size) throw broken()
  parts.push(Buffer.from([0xff, EOI]))
  return { content: Buffer.concat(parts), ...size, frames: 1 }
}

/** SOF: how large it is. DHT, JPG and DAC have numbers in the same row. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** JFIF, a colour profile and Adobe's note on colours are needed to show it right. */
function keeps(marker: number, begin: string): boolean {
  if (marker === APP0) return begin.startsWith('JFIF\0')
  if (marker === APP2) return begin.startsWith('ICC_PROFILE\0')
  if (marker === APP14) return begin.startsWith('Adobe')
  return (marker < APP0 || marker > APP15) && marker !== COMMENT
}

/** Where the coded picture ends: at a marker that is no escaped byte and no restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    if (file[at] !== 0xff) continue
    const next = file[at + 1]!
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  throw broken()
}

/** EXIF that says nothing but which way up: a phone writes that there, and turns no pixel. */
function uprightAs(exif: Buffer): Buffer[] {
  const orientation = orientationOf(exif)
  if (orientation === undefined || orientation < 2 || orientation > 8) return []
  const segment = Buffer.from(
    // The segment and its length; EXIF; TIFF, large end first; one entry: 0x0112, a short, once; no next directory.
    'ffe10022457869660000' + '4d4d002a00000008' + '0001' + '01120003' + '00000001' + '00000000' + '00000000',
    'hex',
  )
  segment.writeUInt16BE(orientation, 28)
  return [segment]
}

function orientationOf(exif: Buffer): number | undefined {
  if (!exif.toString('latin1', 0, 6).startsWith('Exif\0')) return undefined
  const tiff = exif.subarray(6)
  const order = tiff.toString('latin1', 0, 2)
  if (tiff.length < 14 || !/^(II|MM)$/.test(order)) return undefined
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const start = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (start + 2 > tiff.length) return undefined
  const entries = Math.min(short(start), Math.floor((tiff.length - start - 2) / 12))
  for (let index = 0; index < entries; index++) {
    const entry = start + 2 + index * 12
    if (short(entry) === 0x0112) return short(entry + 8)
  }
  return undefined
}
