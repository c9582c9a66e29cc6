import { AppError } from '../../lib/errors.ts'
import { broken, type Cleaned } from './cleaned.ts'
import { cleanGif } from './gif.ts'
import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'
import { cleanWebp } from './webp.ts'

/** The most pixels of a picture, a photo of the better phones, and of all pictures of one that moves. */
const MAX_PIXELS = 64_000_000
const MAX_MOVING = 512_000_000

const cleaners: Readonly<Record<string, (file: Buffer) => Cleaned>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/gif': cleanGif,
  'image/webp': cleanWebp,
}

/**
 * Takes out of an image where, when and with what it was made (A-IN-12). Nothing is decoded: the file is walked part by
 * part and what is not the picture is left out, so that it costs as much as copying it and loses no quality. INVALID when it
 * is broken, of a kind that we cannot clean, or unpacks to more than a reader's device should bear.
 */
export function cleanImage(type: string, file: Buffer): Cleaned {
  const clean = cleaners[type]
  if (!clean) {
    throw new AppError(
      'INVALID',
      'Save this image as JPEG or PNG: of this kind we cannot take out where it was made.',
      {
        reason: 'upload.imageKind',
      },
    )
  }
  const cleaned = clean(file)
  const { width, height, frames } = cleaned
  if (width < 1 || height < 1) throw broken()
  if (width * height > MAX_PIXELS || width * height * frames > MAX_MOVING) {
    throw new AppError('INVALID', 'This image is too large to show: make it smaller.', {
      reason: 'upload.pixels',
      facts: { megapixels: Math.round((width * height * frames) / 1e6), max: MAX_PIXELS / 1e6 },
    })
  }
  return cleaned
}

/** How large an image is in pixels; undefined for what is no image of a kind we know, or a broken one. */
export function sizeOf(type: string, file: Buffer): { width: number; height: number } | undefined {
  try {
    const found = cleaners[type]?.(file)
    return found && { width: found.width, height: found.height }
  } catch {
    return undefined
  }
}
