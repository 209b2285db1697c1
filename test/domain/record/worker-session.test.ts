import { expect, test } from 'vitest'
import { lengthPrefixed, utf8 } from '../../../domain/bytes.ts'
import { WORKER_SESSION_INFO, workerSessionSalt, wrappedKeyAdditionalData } from '../../../domain/record/worker-session.ts'

test('session of the worker: the salt is both public keys, of main first', () => {
  const [main, worker] = [new Uint8Array(65).fill(1), new Uint8Array(65).fill(2)]
  expect([...workerSessionSalt(main, worker)]).toEqual([...main, ...worker])
  expect(new TextDecoder().decode(WORKER_SESSION_INFO)).toBe('ra/v1/worker-session')
})

test('wrapped key: bound to its id and its purpose', () => {
  const id = 'ab'.repeat(16)
  expect(wrappedKeyAdditionalData(id, 'case')).toEqual(lengthPrefixed([utf8('ra/v1/worker-key'), utf8(id), utf8('case')]))
  expect(wrappedKeyAdditionalData(id, 'evidence')).not.toEqual(wrappedKeyAdditionalData(id, 'case'))
  expect(wrappedKeyAdditionalData('cd'.repeat(16), 'case')).not.toEqual(wrappedKeyAdditionalData(id, 'case'))
})
