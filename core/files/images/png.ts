import { broken, type Cleaned } from './cleaned.ts'

/** What a picture needs to be shown right; text, times, EXIF and what nobody knows is left out. */
const KEPT = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'acTL', 'fcTL', 'fdAT'],
  ...['gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'hIST', 'pHYs', 'sPLT'],
])

/** A PNG of its picture alone, as far as its end. */
export function cleanPng(file: Buffer): Cleaned {
  const parts = [file.subarray(0, 8)]
  let size: { width: number; height: number } | undefined
  let frames = 0
  for (let at = 8; ; ) {
    if (at + 12 > file.length) throw broken()
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    const end = at + 12 + length
    if (end > file.length || (at === 8) !== (type === 'IHDR')) throw broken()
    if (type === 'IHDR') {
      if (length !== 13) throw broken()
      size = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) }
    }
    if (type === 'fcTL') frames++
    if (KEPT.has(type)) parts.push(file.subarray(at, end))
    if (type === 'IEND') break
    at = end
  }
  if (!size) throw broken()
  return { content: Buffer.concat(parts), ...size, frames: Math.max(frames, 1) }
}
