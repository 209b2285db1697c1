import { expect, test } from 'vitest'
import { setUpHandlers } from '../../../main/station/set-up-handlers.ts'
import { value } from '../vault/support.ts'

function station() {
  let dismissed: readonly string[] = []
  const now = { staffAware: [{ name: 'Sample Agent', on: '2026-11-30' }] as readonly object[], folder: undefined as string | undefined }
  const handlers = setUpHandlers({
    session: () =>
      ({
        settings: {
          current: () => ({ settings: { organisations: [{ guidanceDistributed: [{}] }], returnAddress: {}, staffAware: now.staffAware } }),
        },
        recoveryKeyConfirmed: () => true,
      }) as never,
    backupFolder: () => now.folder,
    practice: false,
    dismissedSetUp: {
      read: () => dismissed,
      write: (next) => {
        dismissed = next
      },
    },
  })
  return { now, handlers, left: async () => value(await handlers['setUp.left']({})).left }
}

test('set-up: what was skipped is listed until it is done', async () => {
  const { now, left } = station()
  expect(await left()).toEqual(['backup'])
  now.folder = '/media/stick'
  expect(await left()).toEqual([])
})

test('set-up: a list that was dismissed stays away until something else is left', async () => {
  const { now, handlers, left } = station()
  await handlers['setUp.dismiss']({})
  expect(await left()).toEqual([])
  now.staffAware = []
  expect(await left()).toEqual(['staff', 'backup'])
})
