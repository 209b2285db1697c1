import { describe, expect, test } from 'vitest'
import { findPixelSize, hasEnd, sniffFile } from '../../../renderer/images/sniff.ts'

const text = (words: string): number[] => [...words].map((letter) => letter.charCodeAt(0))
const bytes = (...parts: (number | number[])[]): Uint8Array => Uint8Array.from(parts.flat())
const png = (width: number, height: number): Uint8Array =>
  bytes(
    0x89,
    text('PNG'),
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    0,
    0,
    0,
    13,
    text('IHDR'),
    0,
    0,
    width >> 8,
    width & 255,
    0,
    0,
    height >> 8,
    height & 255,
    8,
    2,
    0,
    0,
    0,
  )
const frame = (marker: number, width: number, height: number): number[] => [
  0xff,
  marker,
  0,
  11,
  8,
  height >> 8,
  height & 255,
  width >> 8,
  width & 255,
  1,
  1,
  0x11,
  0,
]
const exif = [0xff, 0xe1, 0, 8, ...text('Exif'), 0, 0]

describe('a file is what its first bytes say', () => {
  test.each([
    ['nothing', bytes(), 'empty'],
    ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['a PNG', png(1, 1), 'image/png'],
    ['a PDF', bytes(text('%PDF-1.7\n')), 'application/pdf'],
    ['a PDF after a line that a scanner put first', bytes(text('scan 17\r\n%PDF-1.4')), 'application/pdf'],
    ['an iPhone picture', bytes(0, 0, 0, 24, text('ftypheic')), 'heic'],
    ['an iPhone picture of another brand', bytes(0, 0, 0, 24, text('ftypmif1')), 'heic'],
    ['an AVIF', bytes(0, 0, 0, 24, text('ftypavif')), 'avif'],
    ['a film', bytes(0, 0, 0, 24, text('ftypmp42')), 'unknown'],
    ['a WebP', bytes(text('RIFF'), 0, 0, 0, 0, text('WEBP')), 'webp'],
    ['a sound in the same container', bytes(text('RIFF'), 0, 0, 0, 0, text('WAVE')), 'unknown'],
    ['a GIF', bytes(text('GIF89a')), 'gif'],
    ['a TIFF', bytes(text('II'), 0x2a, 0), 'tiff'],
    ['a BMP', bytes(text('BM'), 0, 0), 'bmp'],
    ['a web page', bytes(text('<html><script>')), 'unknown'],
    ['an SVG', bytes(text('<svg xmlns="')), 'unknown'],
    ['a PNG that lost its first byte', png(1, 1).slice(1), 'unknown'],
  ])('%s', (_name, file, kind) => {
    expect(sniffFile(file)).toBe(kind)
  })

  test('a PDF header after the first kilobyte does not count', () => {
    expect(sniffFile(bytes(Array<number>(1_024).fill(32), text('%PDF-1.7')))).toBe('unknown')
  })
})

describe('pixels are read from the header', () => {
  test('of a PNG, whole 32 bits of it', () => {
    const file = png(0x1234, 0x0abc)
    file[17] = 1
    expect(findPixelSize(file, 'image/png')).toEqual({ width: 0x011234, height: 0x0abc })
  })

  test('of a view into a larger buffer', () => {
    const whole = new Uint8Array(100)
    whole.set(png(7, 9), 50)
    expect(findPixelSize(whole.subarray(50), 'image/png')).toEqual({ width: 7, height: 9 })
  })

  test.each([0xc0, 0xc1, 0xc2, 0xc9])('of a JPEG with frame marker %i', (marker) => {
    expect(findPixelSize(bytes(0xff, 0xd8, exif, frame(marker, 640, 480), 0, 0), 'image/jpeg')).toEqual({ width: 640, height: 480 })
  })

  test.each([0xc4, 0xc8, 0xcc])('marker %i is no frame, although it lies between them', (marker) => {
    expect(findPixelSize(bytes(0xff, 0xd8, frame(marker, 1, 1), frame(0xc0, 640, 480), 0, 0), 'image/jpeg')).toEqual({
      width: 640,
      height: 480,
    })
  })

  test('after fill bytes', () => {
    expect(findPixelSize(bytes(0xff, 0xd8, 0xff, frame(0xc0, 3, 2), 0, 0), 'image/jpeg')).toEqual({ width: 3, height: 2 })
  })

  test.each([
    ['a JPEG without a frame', bytes(0xff, 0xd8, 0xff, 0xda, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0)],
    ['a JPEG that was cut off', bytes(0xff, 0xd8, exif)],
    ['a JPEG with rubbish between segments', bytes(0xff, 0xd8, exif, 0x12, frame(0xc0, 3, 2), 0, 0)],
    ['a JPEG without height', bytes(0xff, 0xd8, frame(0xc0, 3, 0), 0, 0)],
  ])('%s has none', (_name, file) => {
    expect(findPixelSize(file, 'image/jpeg')).toBeUndefined()
  })

  test('a PNG without IHDR first has none', () => {
    const file = png(5, 5)
    file[12] = 0x58
    expect(findPixelSize(file, 'image/png')).toBeUndefined()
  })
})

describe('a picture that was cut off', () => {
  const jpeg = [0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9, 0xff, 0xda, 0, 2, 1, 0xff, 0x00, 2, 0xff, 0xd0, 3]
  const chunk = (type: string, ...data: number[]) => bytes(0, 0, 0, data.length, text(type), data, 0, 0, 0, 0)
  const signature = bytes(0x89, text('PNG'), 0x0d, 0x0a, 0x1a, 0x0a)
  const of = (...parts: Uint8Array[]) => bytes(...parts.map((part) => [...part]))
  test.each([
    ['JPEG with its end', 'image/jpeg', bytes(jpeg, 0xff, 0xd9), true],
    ['JPEG with another picture after it', 'image/jpeg', bytes(jpeg, 0xff, 0xd9, 0xff, 0xd8, 0xff), true],
    ['JPEG without, although its thumbnail has one', 'image/jpeg', bytes(jpeg), false],
    ['JPEG that ends in the middle of a marker', 'image/jpeg', bytes(jpeg, 0xff), false],
    ['JPEG that ends in the head of a segment', 'image/jpeg', bytes(0xff, 0xd8, 0xff, 0xe1, 0), false],
    ['JPEG of two scans, of which the second is cut', 'image/jpeg', bytes(jpeg, 0xff, 0xda, 0, 2, 1), false],
    ['PNG with its end', 'image/png', of(signature, chunk('IHDR', 1, 2), chunk('IEND')), true],
    ['PNG without', 'image/png', of(signature, chunk('IHDR', 1, 2), chunk('IDAT', 73, 69, 78, 68)), false],
    ['PNG that ends within a chunk', 'image/png', of(signature, chunk('IHDR', 1, 2), chunk('IEND')).subarray(0, 30), false],
    ['PNG of chunks longer than the file', 'image/png', bytes([...signature], 255, 255, 255, 255, text('IDAT'), 0, 0, 0, 0, 0, 0), false],
  ] as const)('%s', (_name, kind, file, whole) => expect(hasEnd(file, kind)).toBe(whole))
})
