import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { cleanImage, sizeOf } from '../../core/files/images/clean.ts'
import { typeOf } from '../../core/files/types.ts'
import { chunk, exif, gif, jpeg, note, part, png, segment, webp } from '../support/images.ts'

const GPS = /52\.0907|Fairphone|Exif|GPS|secret/i
const secret = Buffer.from('a secret of its maker')
const cleaned = (file: Buffer) => cleanImage(typeOf(file), file)
const reason = (file: Buffer) => {
  try {
    return cleaned(file).content.length
  } catch (error) {
    return (error as { reason?: string }).reason
  }
}

test.each<[string, Buffer, Buffer]>([
  ['a photo', jpeg([segment(0xe1, exif(1))]), jpeg()],
  [
    'a photo with XMP and notes of programs',
    jpeg([segment(0xe1, secret), segment(0xed, secret), segment(0xfe, secret)]),
    jpeg(),
  ],
  ['a photo with a second one behind it', jpeg([], jpeg([segment(0xe1, exif(6))])), jpeg()],
  ['a photo with a film behind it', jpeg([], 'ftypmp42 secret'), jpeg()],
  ['a photo that pads its markers', jpeg([Buffer.from([0xff, 0xff, 0xff])]), jpeg()],
  [
    'a drawing',
    png([2, 1], [chunk('tEXt', secret), chunk('eXIf', exif(6)), chunk('iTXt', secret), chunk('tIME', secret)]),
    png(),
  ],
  ['a drawing with more behind it', png([2, 1], [], '<script>secret</script>'), png()],
  [
    'a drawing that keeps its colours',
    png([2, 1], [chunk('gAMA', Buffer.alloc(4)), chunk('xxXx', secret)]),
    png([2, 1], [chunk('gAMA', Buffer.alloc(4))]),
  ],
  [
    'a moving picture',
    gif([1, 1], 3, [note(0xfe, 'a secret'), note(0xff, 'XMP DataXMP', 'secret')], 'secret'),
    gif([1, 1], 3),
  ],
  [
    'a moving picture that goes on',
    gif([1, 1], 2, [note(0xff, 'NETSCAPE2.0', '\x01\0\0')]),
    gif([1, 1], 2, [note(0xff, 'NETSCAPE2.0', '\x01\0\0')]),
  ],
])('A-IN-12: %s loses where, when and with what it was made, and nothing else', (_, file, expected) => {
  const { content } = cleaned(file)
  expect(content.equals(expected)).toBe(true)
  expect(content.toString('latin1')).not.toMatch(GPS)
})

test('A-IN-12: a WebP loses the same, and no longer announces it', () => {
  const { content } = cleaned(webp([part('EXIF', exif(6)), part('XMP ', secret), part('ABCD', secret)], 'secret'))
  expect(content.toString('latin1')).not.toMatch(GPS)
  expect([content.readUInt8(20) & 0x0c, content.readUInt32LE(4)]).toEqual([0, content.length - 8])
  expect(cleaned(content).content.equals(content)).toBe(true)
})

test.each(['II', 'MM'] as const)(
  'of a photo, which way up it is stays (%s), and nothing that stood beside it',
  order => {
    const { content } = cleaned(jpeg([segment(0xe1, exif(6, order))]))
    expect(
      content.equals(
        jpeg([
          segment(
            0xe1,
            Buffer.from('457869660000' + '4d4d002a00000008' + '0001' + '01120003000000010006000000000000', 'hex'),
          ),
        ]),
      ),
    ).toBe(true)
    expect(cleaned(content).content.equals(content)).toBe(true)
  },
)

test.each<[string, Buffer, { width: number; height: number } | undefined]>([
  ['a photo', jpeg(), { width: 16, height: 8 }],
  ['a WebP', webp(), { width: 16, height: 8 }],
  ['a drawing', png([7, 5]), { width: 7, height: 5 }],
  ['a moving picture', gif([30, 20]), { width: 30, height: 20 }],
  ['no image', Buffer.from('Hoi'), undefined],
  ['half an image', jpeg().subarray(0, 300), undefined],
])('the size of %s', (_, file, size) => expect(sizeOf(typeOf(file), file)).toEqual(size))

test.each<[string, Buffer, string]>([
  ['30,000 pixels wide and high', png([30_000, 30_000]), 'upload.pixels'],
  ['as many pixels as fit a number', png([0xffffffff, 0xffffffff]), 'upload.pixels'],
  ['2,000 pictures in one, each of 4 megapixels', gif([2000, 2000], 2000), 'upload.pixels'],
  ['a small screen with a large picture', Buffer.from(gif([1, 1]).fill(0xff, 32, 36)), 'upload.pixels'],
  ['as many pictures in a PNG', png([8000, 8000], Array(9).fill(chunk('fcTL', Buffer.alloc(26)))), 'upload.pixels'],
  ['no pixels', png([0, 4]), 'upload.broken'],
  ['a PNG that is cut off', png().subarray(0, -4), 'upload.broken'],
  ['a JPEG that is cut off', jpeg().subarray(0, -2), 'upload.broken'],
  ['a JPEG of nothing but its first marker', Buffer.from([0xff, 0xd8, 0xff]), 'upload.broken'],
  ['a script that is a GIF', Buffer.from('GIF89a/*\0*/=1;alert(1)', 'latin1'), 'upload.broken'],
  ['a GIF of nothing', gif([1, 1], 0), 'upload.broken'],
  ['a WebP of nothing', Buffer.from('RIFF\x04\0\0\0WEBP', 'latin1'), 'upload.broken'],
  ['a WebP that says it is longer', webp().subarray(0, 300), 'upload.broken'],
  ['a photo that we cannot clean', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'upload.imageKind'],
])('A-IN-12: refuses %s', (_, file, expected) => expect(reason(file)).toBe(expected))

test('an image in which anything at all was changed is cleaned or refused, in a moment', () => {
  const originals = [jpeg([segment(0xe1, exif(6))]), png([40, 40]), gif([9, 9], 4), webp([part('EXIF', exif(1))])]
  const started = performance.now()
  for (let round = 0; round < 2000; round++) {
    const file = Buffer.from(originals[round % 4]!)
    for (const byte of randomBytes(1 + (round % 5)))
      file[Math.floor((byte / 256) * file.length)] = (byte * 31 + round) % 256
    const type = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'][round % 4]!
    try {
      const { content } = cleanImage(type, file.subarray(0, file.length - (round % 7)))
      expect(content.length).toBeLessThanOrEqual(file.length + 1)
    } catch (error) {
      expect((error as { reason?: string }).reason).toMatch(/^upload\./)
    }
  }
  expect(performance.now() - started).toBeLessThan(2000)
})

test.each<[string, (size: number) => Buffer]>([
  ['nothing but markers', size => Buffer.concat([jpeg().subarray(0, -2), Buffer.alloc(size, 0xff)])],
  [
    'nothing but escaped bytes',
    size => Buffer.concat([jpeg().subarray(0, -2), Buffer.alloc(size, Buffer.from([0xff, 0]))]),
  ],
  ['the smallest chunks', size => Buffer.concat([png().subarray(0, 33), Buffer.alloc(size, chunk('abCd'))])],
  [
    'the smallest pieces',
    size => Buffer.concat([gif().subarray(0, 19), Buffer.from([0x21, 0xfe]), Buffer.alloc(size, 1)]),
  ],
])('25 MB of %s are looked through in a moment', (_, make) => {
  const file = make(25_000_000)
  const started = performance.now()
  expect(reason(file)).toBe('upload.broken')
  expect(performance.now() - started).toBeLessThan(2000)
})
