import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { root } from '../../support/checks.ts'

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
  ['handover.age', [{ name: 'Encrypted file', extensions: ['age'] }]],
  ['drawing.SVG', [{ name: 'SVG file', extensions: ['svg'] }]],
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

test('file dialogs: no other file opens one, so that none lacks window, kinds of file or a folder to begin in', () => {
  const opening = globSync('{main,native,preload}/**/*.ts', { cwd: root })
    .filter((file) => /\bshow(?:Save|Open)Dialog/.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))
  expect(opening).toEqual(['main/shell/file-dialogs.ts'])
})

test('file dialogs: each kind of file that RA Desk saves has a name in words', () => {
  // As they stand in the sources: `…${day}.csv`.
  const endings = globSync('main/{cards,devices,exports,handover,integrity,release,station,wind-down}/**/*.ts', { cwd: root }).flatMap(
    (file) => [...readFileSync(join(root, file), 'utf8').matchAll(/fileName: [`'][^`']*\.([a-z]+)[`']/g)].map(([, ending]) => ending!),
  )
  expect(new Set(endings).size).toBeGreaterThan(3)
  const names = [...new Set(endings)].flatMap((ending) => filtersOf(`x.${ending}`).map(({ name }) => name))
  expect(names.filter((name) => /^[A-Z]+ file$/.test(name))).toEqual([])
})
