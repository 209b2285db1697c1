import { expect, test } from 'vitest'
import { createCaseKeys } from '../../../renderer/client/case-keys.ts'
import { done, fakeBridge, fakeStorage, refused, row } from './fakes.ts'

function scene(answer: () => unknown = () => done({ keys: { mainPublicKey: '', keys: [] } })) {
  const main = fakeBridge({ 'database.keys': answer })
  return { main, storage: fakeStorage(), keys: createCaseKeys(main.call) }
}

test('keys of cases: asked for once in a session, and again by a new worker', async () => {
  const { main, storage, keys } = scene()
  await keys.ofCases(storage, ['a', 'b', 'a'])
  await keys.ofCases(storage, ['b', 'c'])
  await keys.ofCases(fakeStorage(), ['a'])
  expect(main.inputsOf('database.keys').map(({ caseIds }) => caseIds)).toEqual([['a', 'b'], ['c'], ['a']])
  expect(storage.methods()).toEqual(['addKeys', 'addKeys'])
})

test('keys of scans: asked for by the ids of their keys', async () => {
  const { main, storage, keys } = scene()
  await keys.ofScans(storage, ['key'])
  expect(main.inputsOf('database.keys')).toEqual([{ caseIds: [], scanKeyIds: ['key'] }])
})

test('keys of rows: those of cases that are not erased', async () => {
  const { main, storage, keys } = scene()
  await keys.ofRows(storage, [row('a'), row('s', 'station'), { ...row('gone'), env: null }])
  expect(main.inputsOf('database.keys').map(({ caseIds }) => caseIds)).toEqual([['a']])
})

test('many keys: in messages of bounded size', async () => {
  const { main, storage, keys } = scene()
  await keys.ofCases(
    storage,
    Array.from({ length: 501 }, (_, number) => `case-${number}`),
  )
  expect(main.inputsOf('database.keys').map(({ caseIds }) => caseIds.length)).toEqual([250, 250, 1])
})

test('new keys that came with an answer are not asked for', async () => {
  const { main, storage, keys } = scene()
  await keys.add(storage, { mainPublicKey: '', keys: [{ keyId: 'scan key', purpose: 'evidence', nonce: '', wrapped: '' }] }, 'new case')
  await keys.ofCases(storage, ['new case'])
  await keys.ofScans(storage, ['scan key'])
  expect(main.asked).toEqual([])
})

test('keys that main refuses: throws, and they are asked for again', async () => {
  const { main, storage, keys } = scene(() => refused)
  await expect(keys.ofCases(storage, ['a'])).rejects.toThrow('Refused.')
  await expect(keys.ofCases(storage, ['a'])).rejects.toThrow('Refused.')
  expect(main.asked).toHaveLength(2)
})
