import { describe, expect, test } from 'vitest'
import { toBase64, toHex } from '../../../domain/bytes.ts'
import type { KeyEnds } from '../../../domain/retention/due.ts'
import { createKeyExport, keyIdOf, ownKeyIds } from '../../../main/backup/backup-keys.ts'
import { seal } from '../../../main/vault/envelope.ts'
import { keyPurposes, type KeyPurpose, type KeyringKey } from '../../../main/vault/keyring-content.ts'
import { deriveVaultKeys } from '../../../main/vault/keys.ts'
import { randomBytes } from '../vault/support.ts'

const keyId = new Uint8Array(16).fill(0xab)
const keyOf = (purpose: KeyPurpose, ownerId = 'owner'): KeyringKey => ({ keyId, purpose, key: new Uint8Array(32).fill(3), ownerId })
const ends: KeyEnds = { case: '2027-01-01', evidence: (id) => (id === toHex(keyId) ? '2026-06-01' : undefined) }

describe('keys in a backup', () => {
  test.each([
    ['case', { until: '2027-01-01' }],
    ['evidence', { until: '2026-06-01' }],
    ['custody', undefined],
    ['card-master', {}],
    ['card-authority', {}],
    ['handover', {}],
    ['backup', {}],
    ['handover-exchange', undefined],
  ] satisfies [KeyPurpose, object | undefined][])('a key of the purpose “%s”', (purpose, expected) => {
    const exported = createKeyExport(() => ends)(keyOf(purpose))
    expect(exported).toEqual(
      expected && { keyId: 'ab'.repeat(16), purpose, key: toBase64(new Uint8Array(32).fill(3)), ownerId: 'owner', ...expected },
    )
  })

  test('every purpose has a rule of its own here', () => {
    expect(keyPurposes).toHaveLength(8)
  })

  test('without a limit a key has no day', () => {
    const exportKey = createKeyExport(() => ({ case: undefined, evidence: () => undefined }))
    for (const purpose of ['case', 'evidence'] as const) expect(exportKey(keyOf(purpose))).not.toHaveProperty('until')
  })

  test('the days of a case are asked for once, however many keys it has', () => {
    const asked: string[] = []
    const exportKey = createKeyExport((caseId) => {
      asked.push(caseId)
      return ends
    })
    for (const ownerId of ['a', 'b', 'a', 'a']) exportKey(keyOf('evidence', ownerId))
    expect(asked).toEqual(['a', 'b'])
  })
})

describe('the key that sealed a row', () => {
  test('is read from its envelope', () => {
    const place = { vaultId: new Uint8Array(16), table: 'cases', recordId: 'a', rev: 1, schema: 1 }
    const envelope = seal({ keyId, key: new Uint8Array(32) }, place, new Uint8Array(3), randomBytes)
    expect(keyIdOf(envelope)).toBe('ab'.repeat(16))
  })

  test.each(['', 'AAAA', 'no envelope, though it is long enough to be one'])('“%s” is no envelope', (text) => {
    expect(keyIdOf(Buffer.from(text))).toBe('')
  })
})

test('the vault’s own keys of a key version are those for records and for audit detail', () => {
  const [vaultKey, vaultId] = [new Uint8Array(32).fill(1), new Uint8Array(16).fill(2)]
  const { records, audit } = deriveVaultKeys(vaultKey, vaultId, 2)
  expect(ownKeyIds(vaultKey, vaultId, 2)).toEqual([records, audit].map((key) => toHex(key.keyId)))
  expect(vaultKey).toEqual(new Uint8Array(32).fill(1))
})

test('key that a whole backup under changes has: the days of the week after it, only where they move', () => {
  const plus = (days: number) => `2026-06-${String(10 + days).padStart(2, '0')}`
  const moving = (_: string, daysLater = 0): KeyEnds => ({ case: '2027-01-01', evidence: () => plus(daysLater) })
  const [exportKey, exportAlone] = [createKeyExport(moving, { continued: true }), createKeyExport(moving)]
  expect(exportKey(keyOf('evidence'))).toMatchObject({ until: plus(0), untilLater: [1, 2, 3, 4, 5, 6, 7].map(plus) })
  expect(exportKey(keyOf('case'))).not.toHaveProperty('untilLater')
  expect(exportAlone(keyOf('evidence'))).not.toHaveProperty('untilLater')
  const open = createKeyExport(() => ({ case: undefined, evidence: () => undefined }), { continued: true })(keyOf('evidence'))
  expect([open?.until, open?.untilLater]).toEqual([undefined, undefined])
})
