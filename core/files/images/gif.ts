import { broken, type Cleaned } from './cleaned.ts'

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b]
const [CONTROL, APPLICATION] = [0xf9, 0xff]

/** A GIF of its pictures and how they follow each other; comments, texts and notes of programs are left out. */
export function cleanGif(file: Buffer): Cleaned {
  if (file.length < 14) throw broken()
  let [width, height] = [file.readUInt16LE(6), file.readUInt16LE(8)]
  let at = 13 + coloursAt(file, 10)
  const parts = [file.subarray(0, at)]
  let frames = 0
  for (;;) {
    const block = file[at]
    const begin = at
    if (block === TRAILER) break
    if (block === IMAGE && at + 11 <= file.length) {
      frames++
      // A picture may reach beyond the screen; then the screen grows.
      width = Math.max(width, file.readUInt16LE(at + 1) + file.readUInt16LE(at + 5))
      height = Math.max(height, file.readUInt16LE(at + 3) + file.readUInt16LE(at + 7))
      // The picture's own place, its colours, the size of its codes, its data.
      at = endOfData(file, at + 11 + coloursAt(file, at + 9))
      parts.push(file.subarray(begin, at))
    } else if (block === EXTENSION && at + 3 <= file.length) {
      const label = file[at + 1]
      at = endOfData(file, at + 2)
      // How often it is shown is written as a note of Netscape's.
      const loops =
        label === APPLICATION && /^(NETSCAPE2\.0|ANIMEXTS1\.0)/.test(file.toString('latin1', begin + 3, begin + 14))
      if (label === CONTROL || loops) parts.push(file.subarray(begin, at))
    } else throw broken()
  }
  if (!frames) throw broken()
  parts.push(Buffer.from([TRAILER]))
  return { content: Buffer.concat(parts), width, height, frames }
}

/** The bytes of a table of colours, by the flags that announce it. */
function coloursAt(file: Buffer, flags: number): number {
  const bits = file[flags] ?? 0
  return bits & 0x80 ? 3 * 2 ** ((bits & 0x07) + 1) : 0
}

/** Past a row of pieces, each with its length in front; an empty one ends it. */
function endOfData(file: Buffer, from: number): number {
  let at = from
  for (;;) {
    const length = file[at]
    if (length === undefined) throw broken()
    at += 1 + length
    if (length === 0) return at
  }
}
