import { afterEach, expect, test } from 'vitest'
import { err } from '../../../domain/result.ts'
import { caseKeys } from '../../../main/record/case-keys.ts'
import type { Keyring } from '../../../main/vault/keyring.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { caseId, desk, opened } from '../../support/record-bench.ts'
import { code, value } from '../vault/support.ts'

afterEach(async () => {
  for (const record of opened.splice(0)) await record.close()
})

test('case keys: a key is found by its case and its purpose, until it is destroyed', async () => {
  const { vault } = await desk()
  const keys = caseKeys(vault)
  const made = value(await keys.newKey('case', caseId)).keyId
  const scan = value(await keys.newKey('evidence', caseId)).keyId
  expect(keys.findCaseKey(caseId)).toBe(made)
  expect(keys.findKey('evidence', scan)).toEqual({ ownerId: caseId })
  expect(keys.findKey('evidence', made)).toBeUndefined()
  expect(keys.keysOf(caseId)).toEqual(
    expect.arrayContaining([
      { keyId: made, purpose: 'case' },
      { keyId: scan, purpose: 'evidence' },
    ]),
  )
  value(await keys.destroyKeys([made, scan]))
  expect([keys.findCaseKey(caseId), keys.keysOf(caseId)]).toEqual([undefined, []])
})

test.each([
  ['disk-full', 'disk-full'],
  ['write-failed', 'journal-failed'],
] as const)('case keys: when the keyring answers %s, the record says %s', async (said, answered) => {
  const failing = async () => err(said, 'Not saved.', 'Try again.')
  const keyring = { create: failing, destroy: failing } as unknown as Keyring
  const keys = caseKeys({ keyring } as Pick<UnlockedVault, 'keyring'>)
  expect(code(await keys.newKey('case', caseId))).toBe(answered)
  expect(code(await keys.destroyKeys(['00']))).toBe(answered)
})
