import { AppError } from '../../lib/errors.ts'

/** An image without what was written into it beside the picture, and how large it unpacks. */
export interface Cleaned {
  content: Buffer
  /** In pixels, as it is stored. */
  width: number
  height: number
  /** 1 unless it moves. */
  frames: number
}

export const broken = () =>
  new AppError('INVALID', 'This image is damaged, or not what it says it is.', { reason: 'upload.broken' })
