import { join } from 'node:path'
import { expect, test, vi } from 'vitest'

const asked: unknown[][] = []
vi.mock('electron', () => ({
  app: { getPath: (name: string) => `/home/agnes/${name}` },
  dialog: {
    showSaveDialog: (...given: unknown[]) => {
      asked.push(given)
      return Promise.resolve({ canceled: false, filePath: '/home/agnes/x.pdf' })
    },
    showOpenDialog: (...given: unknown[]) => {
      asked.push(given)
      return Promise.resolve({ canceled: true, filePaths: [] })
    },
  },
}))
const { chooseBackupFile, chooseSavePath, filtersOf, openDialogsOver } = await import('../../../main/shell/file-dialogs.ts')

test.each([
  ['list.pdf', [{ name: 'PDF', extensions: ['pdf'] }]],
  ['Export.CSV', [{ name: 'CSV table', extensions: ['csv'] }]],
  ['handover.age', [{ name: 'AGE file', extensions: ['age'] }]],
  ['without', []],
])('file dialog: kind of %s', (name, filters) => {
  expect(filtersOf(name)).toEqual(filters)
})

test('file dialogs: over the window as long as it is there, beginning among the documents', async () => {
  await chooseSavePath('list.pdf')
  let isDestroyed = false
  const window = { isDestroyed: () => isDestroyed }
  openDialogsOver(window as never)
  await chooseSavePath('list.pdf')
  await chooseBackupFile()
  isDestroyed = true
  await chooseSavePath('list.pdf')
  expect(asked.map((given) => given.length)).toEqual([1, 2, 2, 1])
  expect(asked[1]![0]).toBe(window)
  expect(asked[1]![1]).toMatchObject({ defaultPath: join('/home/agnes/documents', 'list.pdf'), filters: [{ extensions: ['pdf'] }] })
  expect(asked[2]![1]).toMatchObject({ defaultPath: '/home/agnes/documents', filters: [{ extensions: ['age'] }] })
})
