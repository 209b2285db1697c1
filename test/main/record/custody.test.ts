import { afterEach, describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { err } from '../../../domain/result.ts'
import type { VaultRecord } from '../../../main/record/record.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { openCustody } from '../../../main/record/custody.ts'
import { code, filesBelow, formsOf, randomBytes, value } from '../vault/support.ts'
import { caseId, desk, entriesOf, opened } from '../../support/record-bench.ts'
import { rowsIn } from './support.ts'

afterEach(async () => {
  for (const record of opened.splice(0)) await record.close()
})

describe('custody', () => {
  const custodyOf = ({ vault, record }: { vault: UnlockedVault; record: VaultRecord }) => openCustody({ vault, record, randomBytes })

  test('leading zeros survive, also over lock and unlock, and every record has the same size', async () => {
    const here = await desk()
    const custody = await custodyOf(here)
    const secrets = ['004217', '000000000000', '00', '31415926535897932384']
    const ids = []
    for (const secret of secrets) ids.push(value(await custody.put('passcode', caseId, secret)).custodyId)
    expect(new Set(ids).size).toBe(4)
    for (const row of await rowsIn(here.record.journal)) expect(Buffer.from(row.env!, 'base64').length).toBe(112)
    await here.record.close()
    here.vault.lock()
    const again = await custodyOf(await here.reopen())
    for (const [index, id] of ids.entries()) expect(value(await again.get(id))).toBe(secrets[index])
  })

  test('what is destroyed is gone: from the answer, from the keyring, and for a person who kept the row', async () => {
    const here = await desk()
    const custody = await custodyOf(here)
    const { custodyId } = value(await custody.put('passcode', caseId, '004217'))
    const { custodyId: other } = value(await custody.put('puk', caseId, '73920481'))
    const row = value(await here.record.journal.findRow('secrets', custodyId))!
    value(await custody.destroy(custodyId))
    expect(code(await custody.get(custodyId))).toBe('secret-gone')
    expect(code(here.vault.open({ table: 'secrets', recordId: custodyId, rev: 1, schema: 1 }, Buffer.from(row.env!, 'base64')))).toBe(
      'unknown-key',
    )
    expect(here.vault.keyring.list({ purpose: 'custody' })).toHaveLength(1)
    expect(value(await custody.get(other))).toBe('73920481')
    value(await custody.destroy(custodyId))
    expect((await entriesOf(here.record)).map(({ action, caseRef }) => [action, caseRef])).toEqual([
      ['passcode-kept', caseId],
      ['puk-kept', caseId],
      ['secret-destroyed', caseId],
    ])
    expect(code(await custody.get('no-such-id'))).toBe('secret-gone')
  })

  test('a key that a crash left without its secret is destroyed at the next opening, others are not', async () => {
    const here = await desk()
    const custody = await custodyOf(here)
    const { custodyId } = value(await custody.put('phone-code', caseId, '4071'))
    value(
      await here.vault.keyring.create([
        { purpose: 'custody', ownerId: caseId },
        { purpose: 'case', ownerId: caseId },
      ]),
    )
    const again = await custodyOf(here)
    expect(here.vault.keyring.list().map(({ purpose }) => purpose)).toEqual(['custody', 'case'])
    expect(value(await again.get(custodyId))).toBe('4071')
  })

  describe('custody: keys without a row', () => {
    const keyOf = async ({ vault }: { vault: UnlockedVault }) =>
      toHex(value(await vault.keyring.create([{ purpose: 'custody', ownerId: caseId }]))[0]!.keyId)
    const has = ({ vault }: { vault: UnlockedVault }, keyId: string) => vault.keyring.find(keyId) !== undefined

    test('two of them: the record lacks rows, and both keys stay for the newer record', async () => {
      const here = await desk()
      const keys = [await keyOf(here), await keyOf(here)]
      await custodyOf(here)
      expect(keys.map((keyId) => has(here, keyId))).toEqual([true, true])
    })

    test('an older one than the newest stays', async () => {
      const here = await desk()
      const custody = await custodyOf(here)
      const older = await keyOf(here)
      value(await custody.put('passcode', caseId, '004217'))
      await custodyOf(here)
      expect(has(here, older)).toBe(true)
    })

    test('a newer one stays, also after a replacement elsewhere', async () => {
      const here = await desk()
      // Its row is the last that is read.
      const last = await openCustody({ ...here, randomBytes: (length) => new Uint8Array(length).fill(0xff) })
      const first = await openCustody({ ...here, randomBytes: (length) => new Uint8Array(length) })
      const { custodyId } = value(await last.put('puk', caseId, '73920481'))
      value(await last.replace(custodyId, '90314275'))
      const older = await keyOf(here)
      value(await first.put('passcode', caseId, '004217'))
      await custodyOf(here)
      expect(has(here, older)).toBe(true)
    })

    test.each(['journal-cut-back', 'rows-lost'] as const)('one beside the finding “%s” stays', async (kind) => {
      const here = await desk()
      const keyId = await keyOf(here)
      const journal = { ...here.record.journal, findings: [{ kind, file: 'invented.db' }] }
      await custodyOf({ ...here, record: { ...here.record, journal } })
      expect(has(here, keyId)).toBe(true)
    })

    test('one beside a row that does not read stays, and is destroyed when all rows read', async () => {
      const here = await desk()
      const custody = await custodyOf(here)
      value(await custody.put('passcode', caseId, '004217'))
      const keyId = await keyOf(here)
      const unread = err('journal-damaged', 'It does not read.', 'Try again.')
      const journal = { ...here.record.journal, findRow: () => Promise.resolve(unread) }
      await custodyOf({ ...here, record: { ...here.record, journal } })
      expect(has(here, keyId)).toBe(true)
      await custodyOf(here)
      expect(has(here, keyId)).toBe(false)
    })
  })

  test('a secret that is replaced is gone, in the same place is the new one, also after lock and unlock', async () => {
    const here = await desk()
    const custody = await custodyOf(here)
    const { custodyId } = value(await custody.put('passcode', caseId, '004217'))
    const row = value(await here.record.journal.findRow('secrets', custodyId))!
    value(await custody.replace(custodyId, '050321'))
    expect(value(await custody.get(custodyId))).toBe('050321')
    expect(code(here.vault.open({ table: 'secrets', recordId: custodyId, rev: 1, schema: 1 }, Buffer.from(row.env!, 'base64')))).toBe(
      'unknown-key',
    )
    expect(here.vault.keyring.list({ purpose: 'custody', ownerId: caseId })).toHaveLength(1)
    expect((await entriesOf(here.record)).map(({ action }) => action)).toEqual(['passcode-kept', 'passcode-kept'])
    expect(code(await custody.replace('no-such-id', '050321'))).toBe('secret-gone')
    await here.record.close()
    here.vault.lock()
    expect(value(await (await custodyOf(await here.reopen())).get(custodyId))).toBe('050321')
  })

  test('a secret whose successor was kept when the app ended: the one before is destroyed at the next opening', async () => {
    const here = await desk()
    const { destroy } = here.vault.keyring
    // The app ends between keeping the new one and destroying the key of the old one.
    Object.assign(here.vault.keyring, {
      destroy: () => Promise.resolve({ ok: false, error: { code: 'write-failed', message: '', next: '' } }),
    })
    const custody = await custodyOf(here)
    const { custodyId } = value(await custody.put('puk', caseId, '73920481'))
    value(await custody.replace(custodyId, '90314275'))
    expect(here.vault.keyring.list({ purpose: 'custody' })).toHaveLength(2)
    Object.assign(here.vault.keyring, { destroy })
    const again = await custodyOf(here)
    expect(here.vault.keyring.list({ purpose: 'custody' })).toHaveLength(1)
    expect(value(await again.get(custodyId))).toBe('90314275')
  })

  test.each([
    ['disk-full', 'disk-full'],
    ['write-failed', 'journal-failed'],
  ] as const)('a key that cannot be destroyed (%s): said, and destroyed before the next act, once', async (fault, expected) => {
    const here = await desk()
    const custody = await custodyOf(here)
    const { custodyId } = value(await custody.put('passcode', caseId, '004217'))
    const { destroy } = here.vault.keyring
    const destroyed: string[][] = []
    let failures = 1
    Object.assign(here.vault.keyring, {
      destroy: (keyIds: string[]) => {
        destroyed.push(keyIds)
        failures -= 1
        return failures < 0 ? destroy(keyIds) : Promise.resolve({ ok: false, error: { code: fault, message: '', next: '' } })
      },
    })
    expect(code(await custody.destroy(custodyId))).toBe(expected)
    expect(here.vault.keyring.list({ purpose: 'custody' })).toHaveLength(1)
    value(await custody.put('puk', caseId, '73920481'))
    expect(here.vault.keyring.list({ purpose: 'custody' }).map(({ keyId }) => toHex(keyId))).not.toContain(destroyed[0]![0])
    value(await custody.put('puk', caseId, '73920482'))
    expect(destroyed).toHaveLength(2)
  })

  test('no passcode lies readable in any file', async () => {
    const here = await desk()
    const custody = await custodyOf(here)
    const passcode = '0042170987654321'
    value(await custody.put('passcode', caseId, passcode))
    const store = createRecordStore(here)
    const { keyId } = value(await store.newKey('case', caseId))
    value(
      await store.commit([{ table: 'cases', id: caseId, rev: 1, keyId, value: { name: 'Ffion Ŵyn-Sample' } }], {
        action: 'detailsRecorded',
        caseId,
        detail: { name: 'Ffion Ŵyn-Sample' },
      }),
    )
    for (const [path, bytes] of await filesBelow(here.folder)) {
      for (const form of [passcode, 'Ffion', 'Ŵyn-Sample'].flatMap(formsOf)) expect(bytes.includes(form), path).toBe(false)
    }
  })
})
