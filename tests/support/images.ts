import { crc32, deflateSync } from 'node:zlib'

// Small pictures that a browser made, 16 by 8 and half red, half blue; and what cameras and programs write into such files.

const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA' +
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
    'AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA' +
    'ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1' +
    'AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP' +
    'KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/' +
    '2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCgu' +
    'v/////////////////////////////////////////////////////////////////////////wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAA' +
    'AAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAgP/xAAWEQADAAAAAAAAAAAAAAAAAAAAA0' +
    'H/2gAMAwEAAhEDEQA/AIJgaqUbD//Z',
  'base64',
)
const WEBP = Buffer.from(
  'UklGRhYCAABXRUJQVlA4WAoAAAAgAAAADwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA' +
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
    'AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA' +
    'ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1' +
    'AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP' +
    'KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZW' +
    'UDggKAAAAHABAJ0BKhAACAAHQJYloAJ0AUAAAP7sje8zmH9sLDx4f/BAbfwioAA=',
  'base64',
)

const bytes = (...parts: Array<string | number[] | Uint8Array>) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const big = (value: number) => {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(value)
  return four
}
const little = (value: number) => Buffer.from(big(value)).reverse()

/** A part of a JPEG. */
export const segment = (marker: number, data: Uint8Array): Buffer =>
  bytes([0xff, marker], big(data.length + 2).subarray(2), data)

/** A photo with these segments after its beginning, and these bytes after its end. */
export const jpeg = (segments: readonly Buffer[] = [], after: string | Buffer = ''): Buffer =>
  bytes(JPEG.subarray(0, 2), ...segments, JPEG.subarray(2), after)

/** What a camera writes: its maker, which way up, and where on earth. */
export function exif(orientation: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const long = order === 'II' ? little : big
  const short = (value: number) => (order === 'II' ? long(value).subarray(0, 2) : long(value).subarray(2))
  const entry = (tag: number, type: number, value: Buffer) => bytes(short(tag), short(type), long(1), value)
  return bytes(
    ...['Exif\0\0', order, short(42), long(8), short(3)],
    ...[entry(0x010f, 4, long(50)), entry(0x0112, 3, bytes(short(orientation), [0, 0])), entry(0x8825, 4, long(60))],
    ...[long(0), 'Fairphone 52.0907N 5.1214E'],
  )
}

/** A part of a PNG. */
export function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const named = bytes(type, data)
  return bytes(big(data.length), named, big(crc32(named)))
}

/** A black PNG of that size, with these chunks before its pixels and these bytes after its end. */
export function png([width, height] = [2, 1], more: readonly Buffer[] = [], after = ''): Buffer {
  const pixels = width! * height! > 1e6 ? Buffer.alloc(9) : Buffer.alloc((width! + 1) * height!)
  const head = bytes(big(width!), big(height!), [8, 0, 0, 0, 0])
  return bytes(
    ...['\x89PNG\r\n\x1a\n', chunk('IHDR', head), ...more],
    ...[chunk('IDAT', deflateSync(pixels)), chunk('IEND'), after],
  )
}

/** A GIF of that size that moves through so many pictures, with these blocks before them and these bytes after its end. */
export function gif([width, height] = [1, 1], frames = 1, more: readonly Buffer[] = [], after = ''): Buffer {
  const size = bytes(little(width!).subarray(0, 2), little(height!).subarray(0, 2))
  const frame = bytes([0x21, 0xf9, 4, 0, 10, 0, 0, 0], [0x2c, 0, 0, 0, 0], size, [0, 2, 2, 0x44, 1, 0])
  const colours = [0, 0, 0, 255, 255, 255]
  return bytes('GIF89a', size, [0x80, 0, 0], colours, ...more, ...Array(frames).fill(frame), ';', after)
}

/** A note of a program in a GIF. */
export const note = (label: number, ...pieces: string[]): Buffer =>
  bytes([0x21, label], ...pieces.flatMap(piece => [[piece.length], piece]), [0])

/** A part of a WebP. */
export const part = (type: string, data: Uint8Array): Buffer =>
  bytes(type, little(data.length), data, data.length % 2 ? [0] : [])

/** A picture as WebP, with these parts at its end, announced; and these bytes after it. */
export function webp(parts: readonly Buffer[] = [], after = ''): Buffer {
  const body = bytes(WEBP.subarray(12), ...parts)
  body.writeUInt8(body.readUInt8(8) | 0x0c, 8)
  return bytes('RIFF', little(body.length + 4), 'WEBP', body, after)
}
