import { beforeEach, describe, expect, test } from 'vitest'
import { MOST_BYTES } from '../../../main/handover/bundle-limits.ts'
import { createBundleUpload } from '../../../main/handover/bundle-upload.ts'
import { code } from '../vault/support.ts'

let session: object
let upload: ReturnType<typeof createBundleUpload>
beforeEach(() => {
  session = {}
  upload = createBundleUpload(() => session)
})
const add = (index: number, text: string, id = 'one') =>
  code(upload.add({ upload: id, index, base64: Buffer.from(text).toString('base64') }))
const found = (id = 'one') => {
  const bytes = upload.find(id)
  return bytes && Buffer.from(bytes).toString()
}

describe('a bundle that comes piece by piece', () => {
  test('is whole in the order of its pieces, also while more may come', () => {
    expect([add(0, 'Inv'), add(1, 'ent'), add(2, 'ed')]).toEqual(['ok', 'ok', 'ok'])
    expect(found()).toBe('Invented')
    expect(found()).toBe('Invented')
  })

  test.each([
    ['without a first piece', () => add(1, 'x')],
    ['with a piece left out', () => [add(0, 'x'), add(2, 'x')][1]],
    ['with a piece twice', () => [add(0, 'x'), add(1, 'x'), add(1, 'x')][2]],
    ['with a piece of another upload', () => [add(0, 'x'), add(1, 'x', 'two')][1]],
  ])('%s: lost', (_, send) => {
    expect(send()).toBe('bundle-lost')
  })

  test('begun again it replaces what came before; only the newest upload is kept', () => {
    add(0, 'old')
    add(0, 'new')
    expect(found()).toBe('new')
    add(0, 'next', 'two')
    expect([found(), found('two')]).toEqual([undefined, 'next'])
  })

  test('another sign-in neither adds to it nor gets it, and it is forgotten', () => {
    const first = session
    add(0, 'x')
    session = {}
    expect(add(1, 'x')).toBe('bundle-lost')
    expect(found()).toBeUndefined()
    session = first
    expect(found()).toBeUndefined()
  })

  test('forgotten when asked', () => {
    add(0, 'x')
    upload.forget()
    expect(found()).toBeUndefined()
  })

  test('more bytes than any bundle: refused, and what came is forgotten', () => {
    const piece = Buffer.alloc(64 * 1024 * 1024).toString('base64')
    const codes: string[] = []
    for (let index = 0; index * 64 * 1024 * 1024 < MOST_BYTES; index += 1)
      codes.push(code(upload.add({ upload: 'one', index, base64: piece })))
    expect(new Set(codes)).toEqual(new Set(['ok']))
    // An age file is a little longer than its content.
    expect(add(codes.length, 'x')).toBe('ok')
    expect(code(upload.add({ upload: 'one', index: codes.length + 1, base64: piece }))).toBe('too-much')
    expect(found()).toBeUndefined()
  })
})
