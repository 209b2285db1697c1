import { expect, test } from 'vitest'
import { checkDiskSpace, roomFor } from '../../../main/files/disk-space.ts'
import { openMainApp } from '../../support/main-app.ts'
import { code, freshFolder } from '../vault/support.ts'

test.each(['evidence', 'card'] as const)('disk space: %s starts only with enough free space, to the byte', async (work) => {
  const folder = await freshFolder()
  expect(code(await checkDiskSpace(folder, work, () => Promise.resolve(roomFor[work])))).toBe('ok')
  const refused = await checkDiskSpace(folder, work, () => Promise.resolve(roomFor[work] - 1))
  expect(code(refused)).toBe('little-room')
})

test('disk space: carries on if free space cannot be read', async () => {
  expect(code(await checkDiskSpace('/no/such/folder', 'card'))).toBe('ok')
})

test('disk space: with too little, no scan starts and no key is made', async () => {
  let free = 1_000_000
  const here = await openMainApp({ parts: { freeSpace: () => Promise.resolve(free) } })
  try {
    await here.setUp()
    const { caseId } = await here.must('case.prepare', {})
    const refused = await here.call('evidence.newKey', { caseId })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'little-room', message: expect.stringContaining('only 0 MB free') as string },
    })
    free = 1e12
    expect((await here.call('evidence.newKey', { caseId })).ok).toBe(true)
  } finally {
    await here.close()
  }
})
