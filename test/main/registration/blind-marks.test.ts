import { expect, test } from 'vitest'
import { markKinds } from '../../../domain/person/marks.ts'
import { createBlindMark, kindOfMark } from '../../../main/registration/blind-marks.ts'
import { freshFolder, madeVault, value } from '../vault/support.ts'

const key = (digit: number) => () => new Uint8Array(32).fill(digit)

test('blind mark: the same value gives the same mark under one key, and another under another', () => {
  const mark = { kind: 'uuid', value: '555123456789' } as const
  expect(createBlindMark(key(1))(mark)).toBe(createBlindMark(key(1))(mark))
  expect(createBlindMark(key(1))(mark)).not.toBe(createBlindMark(key(2))(mark))
  expect(createBlindMark(key(1))(mark)).not.toContain('555')
})

test('blind mark: two kinds with the same value differ in more than their letter, and each tells its kind', () => {
  const blind = createBlindMark(key(1))
  const marks = markKinds.map((kind) => blind({ kind, value: 'x' }))
  expect(new Set(marks.map((mark) => mark.slice(1))).size).toBe(markKinds.length)
  expect(marks.map(kindOfMark)).toEqual([...markKinds])
})

test('blind mark: stays the same when the vault key is rotated, so that marks of deleted cases still match', async () => {
  const { vault } = await madeVault(await freshFolder())
  const blind = createBlindMark(() => vault.indexKey())
  const before = blind({ kind: 'mobile', value: '+447700900123' })
  value(await vault.rotateVaultKey({ agents: [...vault.keyring.station.agents] }))
  expect(vault.keyVersion).toBe(2)
  expect(blind({ kind: 'mobile', value: '+447700900123' })).toBe(before)
})
