import { expect, test } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { splitEnvelope } from '../../../domain/record/envelope-layout.ts'
import { DamagedRow, open, seal } from '../../../renderer/storage/worker/envelope.ts'

const keyId = '0123456789abcdef0123456789abcdef'
const place = { vaultId: new Uint8Array(16), table: 'cases', recordId: 'case-1', rev: 1, schema: 1 }

async function keysOf() {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  return { get: () => key, has: () => true, add: async () => undefined, publicKey: async () => '' }
}

test('an envelope of the worker: a nonce of its own each time, and it opens', async () => {
  const keys = await keysOf()
  const envelopes = await Promise.all(Array.from({ length: 8 }, () => seal(keys, keyId, place, utf8('Invented words'))))
  const nonces = envelopes.map((envelope) => {
    const parts = splitEnvelope(envelope)
    return parts.ok ? toHex(parts.value.nonce) : ''
  })
  expect(new Set(nonces).size).toBe(8)
  for (const nonce of nonces) expect(nonce).toMatch(/^(?!0{24})[0-9a-f]{24}$/)
  for (const envelope of envelopes) expect(await open(keys, place, envelope)).toEqual(utf8('Invented words'))
})

test.each([
  ['another row', { ...place, recordId: 'case-2' }],
  ['another revision', { ...place, rev: 2 }],
  ['another table', { ...place, table: 'drafts' }],
  ['another station', { ...place, vaultId: new Uint8Array(16).fill(1) }],
])('an envelope of the worker does not open as %s', async (_, elsewhere) => {
  const keys = await keysOf()
  await expect(open(keys, elsewhere, await seal(keys, keyId, place, utf8('Invented words')))).rejects.toThrow(DamagedRow)
})
