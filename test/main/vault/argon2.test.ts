import { argon2Sync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { checkKdf, isWeaker, kdfFloor, standardKdf, stretch } from '../../../main/vault/argon2.ts'
import { overwritten } from '../../support/watched-wipe.ts'
import { cheap, code, value, workerUrl } from './support.ts'

vi.mock('../../../main/vault/wipe.ts', () => import('../../support/watched-wipe.ts'))

const salt = new Uint8Array(16).fill(3)

test('stretching is Argon2id as another implementation has it, at the parameters that are used', async () => {
  const ours = value(await stretch({ workerUrl }, 'four quiet otters', salt, standardKdf))
  const theirs = argon2Sync('argon2id', {
    message: Buffer.from('four quiet otters'),
    nonce: salt,
    parallelism: 4,
    tagLength: 32,
    memory: 65_536,
    passes: 3,
  })
  expect(Buffer.from(ours).toString('hex')).toBe(theirs.toString('hex'))
})

test('composed and decomposed letters are the same passphrase', async () => {
  const composed = value(await stretch({ workerUrl }, 'Ll\u0177n tawel', salt, cheap))
  const decomposed = value(await stretch({ workerUrl }, 'Lly\u0302n tawel', salt, cheap))
  expect(composed).toEqual(decomposed)
})

test.each([
  { ...standardKdf, memoryKiB: 19_455 },
  { ...standardKdf, iterations: 1 },
  { ...standardKdf, parallelism: 0 },
  { ...standardKdf, memoryKiB: 4 * 1024 * 1024 },
  { ...standardKdf, iterations: 1_000_000 },
  { ...standardKdf, parallelism: 255 },
  { ...standardKdf, memoryKiB: Number.NaN },
  cheap,
])('parameters outside floor and ceiling are refused: %j', (parameters) => {
  expect(code(checkKdf(parameters, kdfFloor))).toBe('kdf-refused')
})

test('the parameters that are used are allowed', () => {
  expect(code(checkKdf(standardKdf, kdfFloor))).toBe('ok')
})

test('a worker that cannot start is a failure, not a hang', async () => {
  expect(code(await stretch({ workerUrl: new URL('./no-such-worker.ts', import.meta.url) }, 'x', salt, cheap))).toBe('kdf-failed')
})

test.each<[string, Partial<typeof standardKdf>, typeof standardKdf, string]>([
  ['the floor', kdfFloor, kdfFloor, 'ok'],
  ['the ceiling', { memoryKiB: 524_288, iterations: 12, parallelism: 16 }, kdfFloor, 'ok'],
  ['more memory than the ceiling', { memoryKiB: 524_289 }, kdfFloor, 'kdf-refused'],
  ['more iterations than the ceiling', { iterations: 13 }, kdfFloor, 'kdf-refused'],
  ['more lanes than the ceiling', { parallelism: 17 }, kdfFloor, 'kdf-refused'],
  ['half an iteration', { iterations: 2.5 }, kdfFloor, 'kdf-refused'],
  ['eight KiB for each lane', { memoryKiB: 128, parallelism: 16 }, cheap, 'ok'],
  ['less than eight KiB for each lane', { memoryKiB: 127, parallelism: 16 }, cheap, 'kdf-refused'],
])('parameters at the limits: %s: %s', (_, change, floor, expected) => {
  expect(code(checkKdf({ ...standardKdf, ...change }, floor))).toBe(expected)
})

test.each<[Partial<typeof standardKdf>, boolean]>([
  [{}, false],
  [{ memoryKiB: 65_535 }, true],
  [{ memoryKiB: 65_537 }, false],
  [{ iterations: 2 }, true],
  [{ iterations: 4 }, false],
  [{ memoryKiB: 131_072, iterations: 2 }, true],
  // Fewer lanes make it slower for the owner, and no easier for others.
  [{ parallelism: 1 }, false],
])('weaker than the parameters that are used: %j: %s', (change, expected) => {
  expect(isWeaker({ ...standardKdf, ...change }, standardKdf)).toBe(expected)
})

test('a worker that ends without an answer is a failure, not a hang', async () => {
  expect(code(await stretch({ workerUrl: new URL('data:text/javascript,') }, 'x', salt, cheap))).toBe('kdf-failed')
})

test('stretching wipes the passphrase and the key that it shared with the worker', async () => {
  overwritten.length = 0
  const key = value(await stretch({ workerUrl }, 'ŵŷ llyn', salt, cheap))
  const hex = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('hex')
  expect(overwritten).toEqual([hex('ŵŷ llyn'), hex('ŵŷ llyn'), hex(key)])
})
