import { crc32, deflateSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPhoto } from '../../../main/documents/photo.ts'
import { root } from '../../support/checks.ts'
import { code, value } from '../vault/support.ts'

const real = new Uint8Array(readFileSync(join(root, 'test/fixtures/photo-35x45.jpg')))
const after = (start: Uint8Array, rest: Uint8Array) => new Uint8Array(Buffer.concat([start, rest]))
const segments = (count: number) =>
  after(real.subarray(0, 2), after(Buffer.alloc(4 * count, Buffer.from([0xff, 0xe0, 0, 2])), real.subarray(2)))
const filling = (count: number) => after(real.subarray(0, 2), after(Buffer.alloc(count, 0xff), real.subarray(2)))
function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
function png(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const start = Buffer.from('89504e470d0a1a0a', 'hex')
  return new Uint8Array(
    Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(64))), chunk('IEND', Buffer.alloc(0))]),
  )
}

describe('photograph: what would cost too much is refused by its header', () => {
  test.each([
    ['5,000 segments', segments(5_000)],
    ['5 million segments', segments(5_000_000)],
    ['20 MB of filling', filling(20_000_000)],
    ['a PNG of 12,000 × 12,000 pixels', png(12_000, 12_000)],
    ['a PNG of one pixel more than a card at 600 dpi', png(2_100, 2_101)],
    ['a PNG without pixels', png(0, 100)],
  ])('%s', (_name, file) => {
    expect(code(readPhoto(file))).toBe('photo-unreadable')
  })
  test('what cameras write is read', () => {
    expect(value(readPhoto(real)).kind).toBe('jpeg')
    expect(value(readPhoto(segments(300))).size).toEqual(value(readPhoto(real)).size)
    expect(value(readPhoto(png(2_100, 2_100))).kind).toBe('png')
  })
})

test('photograph: any bytes, and any change of a real one, give a value or a failure, never a throw', () => {
  const changed = fc.array(fc.tuple(fc.nat(600), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }).map((changes) => {
    const bytes = Uint8Array.from(real)
    for (const [at, byte] of changes) bytes[at] = byte
    return bytes
  })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), changed), (file) => {
      const read = readPhoto(file)
      if (!read.ok) expect(read.error.code).toBe('photo-unreadable')
    }),
    { numRuns: 300 },
  )
})
