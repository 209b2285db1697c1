import { describe, expect, test } from 'vitest'
import { acceptFile, acceptPixels, MAXIMUM_FILE_BYTES, readFile } from '../../../renderer/images/accept.ts'

const scans = ['image/jpeg', 'image/png', 'application/pdf'] as const
const photographs = ['image/jpeg', 'image/png'] as const
const ascii = (words: string): Uint8Array => Uint8Array.from([...words].map((letter) => letter.charCodeAt(0)))

function png(width: number, height: number): Uint8Array {
  const file = new Uint8Array(45)
  file.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const view = new DataView(file.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  file.set(ascii('IEND'), 37)
  return file
}

describe('the bytes of a chosen file', () => {
  test('are never asked for when it is too large', async () => {
    const film = { size: 4_000_000_000, arrayBuffer: () => Promise.reject(new Error('nobody may read this')) } as unknown as Blob
    expect(await readFile(film)).toMatchObject({ ok: false, error: { code: 'too-large' } })
  })
  test('that cannot be read are a failure in words, not a screen that waits for ever', async () => {
    const gone = { size: 10, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) } as unknown as Blob
    expect(await readFile(gone)).toMatchObject({ ok: false, error: { code: 'not-readable' } })
  })
  test('are given as they are', async () => expect(await readFile(new Blob(['abc']))).toEqual({ ok: true, value: ascii('abc') }))
})

describe('a dropped file is refused in words that help', () => {
  test.each([
    ['an empty file', new Uint8Array(), scans, 'empty'],
    ['an iPhone picture', ascii('\0\0\0\x18ftypheic'), scans, 'heic'],
    ['a web page that is called .jpg', ascii('<html>'), scans, 'not-accepted'],
    ['a PDF where a photograph is wanted', ascii('%PDF-1.7'), photographs, 'not-accepted'],
    ['a WebP', ascii('RIFF\0\0\0\0WEBP'), scans, 'not-accepted'],
    ['a JPEG without a frame', Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), scans, 'damaged'],
    ['a small file that unfolds into 40 GB', png(100_000, 100_000), scans, 'too-many-pixels'],
    ['more pixels than are opened, each side short enough', png(10_001, 10_000), scans, 'too-many-pixels'],
    ['a picture too long for a canvas', png(16_385, 10), scans, 'too-many-pixels'],
    ['a picture too high for a canvas', png(10, 16_385), scans, 'too-many-pixels'],
  ])('%s', (_name, file, accepted, code) => {
    const answer = acceptFile(file, accepted)
    expect(answer.ok ? 'accepted' : answer.error.code).toBe(code)
    if (!answer.ok) expect(answer.error.next).toMatch(/^Ask the registrant/)
  })

  test('one byte more than 10 MB is too large, and the size is said', () => {
    const file = new Uint8Array(MAXIMUM_FILE_BYTES + 1)
    file.set(ascii('%PDF-1.7'))
    expect(acceptFile(file, scans)).toMatchObject({ ok: false, error: { code: 'too-large', message: expect.stringContaining('10 MB') } })
    expect(acceptFile(file.subarray(0, MAXIMUM_FILE_BYTES), scans)).toEqual({ ok: true, value: 'application/pdf' })
  })

  test('what it says about iPhone pictures leads to a JPEG', () => {
    expect(acceptFile(ascii('\0\0\0\x18ftypheic'), photographs)).toMatchObject({
      error: { next: expect.stringContaining('Most Compatible') },
    })
  })
})

test.each([
  ['image/png', png(10_000, 10_000)],
  ['image/png', png(16_384, 10)],
  ['image/png', png(600, 750)],
  ['application/pdf', ascii('%PDF-1.7')],
])('%s is accepted', (kind, file) => {
  expect(acceptFile(file, scans)).toEqual({ ok: true, value: kind })
})

test.each([
  [1, 1, false],
  [16_000, 99, false],
  [99, 16_000, false],
  [100, 100, true],
])('scan of %d × %d pixels: can be read %s', (width, height, enough) => expect(acceptPixels({ width, height }).ok).toBe(enough))
