import { expect, test } from 'vitest'
import type { Finding } from '../../../renderer/client/case-client.ts'
import { createCurrentStorage } from '../../../renderer/client/current-storage.ts'
import { createScanUpkeep } from '../../../renderer/client/scan-upkeep.ts'
import { done, everyKey, fakeBridge, fakeState, fakeStorage, noPause, refused } from './fakes.ts'

const missing: Finding = { kind: 'scans-missing', file: 'scans-1.bin' }
const restored: Finding = { kind: 'scans-taken-back', file: 'scans-1.bin', pieces: 1, takenBack: 1 }

function scene(answers: Parameters<typeof fakeBridge>[0] = {}) {
  const main = fakeBridge({
    'database.lackingScan': () => done({}),
    'database.scansAccount': () => done({ findings: [restored] }),
    ...answers,
  })
  const storage = fakeStorage()
  const current = createCurrentStorage()
  current.use(storage)
  const state = fakeState()
  state.findings.set([missing])
  return {
    main,
    storage,
    current,
    state,
    upkeep: createScanUpkeep({ call: main.call, current, caseKeys: everyKey, pause: noPause, state }),
  }
}

test('restoring scans: the result is added to the findings, and the same file is not restored twice', async () => {
  const { upkeep, storage, state, main } = scene()
  await Promise.all([upkeep.restore(storage, [missing]), upkeep.restore(storage, [missing])])
  expect(state.findings.get()).toEqual([missing, restored])
  expect(main.inputsOf('database.scansAccount')).toHaveLength(1)
})

test.each([
  ['main refuses', { 'database.lackingScan': () => refused }],
  ['the answer is lost', { 'database.lackingScan': () => Promise.reject(new Error('lost')) }],
])('restoring scans when %s: the findings stay as they are, and the next round runs', async (_, answers) => {
  const { upkeep, storage, state, main } = scene(answers)
  await upkeep.restore(storage, [missing])
  await upkeep.restore(storage, [missing])
  expect(state.findings.get()).toEqual([missing])
  expect(main.inputsOf('database.lackingScan')).toHaveLength(2)
})

test('restoring scans after a lock: nothing is asked', async () => {
  const { upkeep, storage, current, main } = scene()
  current.end()
  await upkeep.restore(storage, [missing])
  expect(main.asked).toEqual([])
})

test('repairing scans after a lock: no notice', async () => {
  const { upkeep, storage, current, state } = scene()
  current.end()
  storage.end()
  await upkeep.repair(storage, { had: 0, wanted: 1 })
  expect(state.notice.get()).toBeUndefined()
})
