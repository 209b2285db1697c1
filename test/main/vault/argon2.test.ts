import { argon2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkKdf, kdfFloor, standardKdf, stretch } from '../../../main/vault/argon2.ts'
import { cheap, code, value, workerUrl } from './support.ts'

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
