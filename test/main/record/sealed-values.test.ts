import { afterEach, describe, expect, test } from 'vitest'
import { caseKeys } from '../../../main/record/case-keys.ts'
import { sealedValues } from '../../../main/record/sealed-values.ts'
import type { RowToSeal } from '../../../main/record/store.ts'
import { caseId, desk, opened } from '../../support/record-bench.ts'
import { value } from '../vault/support.ts'

afterEach(async () => {
  for (const record of opened.splice(0)) await record.close()
})

async function bench() {
  const { vault, record } = await desk()
  const values = sealedValues({ vault, journal: record.journal })
  const keys = caseKeys(vault)
  const keyId = value(await keys.newKey('case', caseId)).keyId
  const put = async (wanted: RowToSeal) => value(await record.append([value(values.toRow(wanted))!], { action: 'saved' }))
  const about: RowToSeal = { table: 'cases', id: caseId, rev: 1, keyId, value: { reference: 'RA-1' } }
  return { record, values, keys, keyId, put, about }
}

describe('sealed values', () => {
  test('read back under the key they were sealed with, and under no other', async () => {
    const { values, keys, put, about } = await bench()
    await put(about)
    const other = value(await keys.newKey('evidence', caseId)).keyId
    expect(await values.read('cases', caseId, about.keyId)).toEqual({ reference: 'RA-1' })
    expect(await values.read('cases', caseId, other)).toBeUndefined()
    expect(await values.read('cases', caseId, 'records')).toBeUndefined()
    expect(await values.keyIdOf('cases', caseId)).toBe(about.keyId)
  })

  test('under the records key are read by its name', async () => {
    const { values, put, about } = await bench()
    await put({ ...about, table: 'batches', keyId: 'records' })
    expect(await values.read('batches', caseId, 'records')).toEqual({ reference: 'RA-1' })
    expect(await values.read('batches', caseId, about.keyId)).toBeUndefined()
  })

  test('do not read back once their key is destroyed', async () => {
    const { values, keys, put, about } = await bench()
    await put(about)
    value(await keys.destroyKeys([about.keyId]))
    expect(await values.read('cases', caseId, about.keyId)).toBeUndefined()
  })

  test('are erased under the revision that is there; a missing row needs no erasing', async () => {
    const { record, values, put, about } = await bench()
    const erase = { table: 'cases', id: caseId, erase: true } as const
    expect(values.toRow(erase)).toEqual({ ok: true, value: undefined })
    await put({ ...about, rev: 3 })
    const erased = value(values.toRow(erase))
    expect(erased).toEqual({ table: 'cases', id: caseId, rev: 3, env: null })
    value(await record.append([erased!], { action: 'erased' }))
    expect([await values.read('cases', caseId, about.keyId), await values.keyIdOf('cases', caseId)]).toEqual([undefined, undefined])
    expect(values.toRow(erase)).toEqual({ ok: true, value: undefined })
  })

  test('under a key that is not there are no row', async () => {
    const { values, about } = await bench()
    expect(values.toRow({ ...about, keyId: '0'.repeat(32) })).toMatchObject({ ok: false })
  })
})

test('sealed values: a piece of a scan opens as that piece of so many only', async () => {
  const { values, keys, record } = await bench()
  const keyId = value(await keys.newKey('evidence', caseId)).keyId
  const piece = Uint8Array.of(1, 2, 3)
  const wanted = { table: 'chunks', id: 'scan:1', rev: 1, keyId, piece, chunk: { index: 1, count: 2 } } as const
  value(await record.append([value(values.toRow(wanted))!], { action: 'evidence-stored' }))
  expect(await values.readBytes('chunks', 'scan:1', keyId, { index: 1, count: 2 })).toEqual(piece)
  for (const chunk of [{ index: 0, count: 2 }, { index: 1, count: 3 }, undefined])
    await expect(values.readBytes('chunks', 'scan:1', keyId, chunk as never)).rejects.toThrow('record-damaged')
})
