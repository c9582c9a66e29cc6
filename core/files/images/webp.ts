import { broken, type Cleaned } from './cleaned.ts'

/** The picture, its transparency and colours, and how it moves. */
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** Flags of VP8X that announce what is left out: EXIF and XMP. */
const ANNOUNCED = 0x08 | 0x04

/** A WebP of its picture alone. */
export function cleanWebp(file: Buffer): Cleaned {
  const chunks = chunksOf(file.subarray(0, Math.min(file.length, 8 + file.readUInt32LE(4))), 12).filter(({ type }) =>
    KEPT.has(type),
  )
  const [first] = chunks
  if (!first) throw broken()
  const body = Buffer.concat(chunks.map(({ bytes }) => bytes))
  if (first.type === 'VP8X') body.writeUInt8(body.readUInt8(8) & ~ANNOUNCED, 8)
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  header.writeUInt32LE(body.length + 4, 4)
  const frames = chunks.filter(({ type }) => type === 'ANMF').length
  return { content: Buffer.concat([header, body]), ...sizeIn(first), frames: Math.max(frames, 1) }
}

interface Chunk {
  type: string
  /** With its own header, and the byte that makes its length even. */
  bytes: Buffer
}

function chunksOf(file: Buffer, from: number): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = from; at < file.length; ) {
    if (at + 8 > file.length) throw broken()
    const length = file.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    // Some programs leave out the last byte that makes it even.
    if (at + 8 + length > file.length) throw broken()
    const bytes = file.subarray(at, end)
    chunks.push({
      type: file.toString('latin1', at, at + 4),
      bytes: end > file.length ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes,
    })
    at = end
  }
  return chunks
}

function sizeIn({ type, bytes }: Chunk): { width: number; height: number } {
  if (type === 'VP8X' && bytes.length >= 18) {
    return { width: 1 + bytes.readUIntLE(12, 3), height: 1 + bytes.readUIntLE(15, 3) }
  }
  if (type === 'VP8L' && bytes.length >= 13) {
    const bits = bytes.readUInt32LE(9)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (type === 'VP8 ' && bytes.length >= 18) {
    return { width: bytes.readUInt16LE(14) & 0x3fff, height: bytes.readUInt16LE(16) & 0x3fff }
  }
  throw broken()
}
