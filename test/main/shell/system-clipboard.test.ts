import { expect, test } from 'vitest'
import { systemClipboard } from '../../../main/shell/system-clipboard.ts'

const holding = (...items: readonly Readonly<Record<string, unknown>>[]) =>
  systemClipboard({
    readText: () => Promise.resolve('text'),
    writeText: () => Promise.resolve(),
    clear: () => undefined,
    read: () => Promise.resolve(items.map((item) => ({ types: Object.keys(item), getType: (type) => Promise.resolve(item[type]) }))),
  })

test.each([
  ['a picture', [{ 'image/png': new Blob([Uint8Array.of(1, 2)]) }], Uint8Array.of(1, 2)],
  ['a picture beside text', [{ 'text/plain': new Blob(['x']) }, { 'image/png': new Blob([Uint8Array.of(3)]) }], Uint8Array.of(3)],
  ['text alone', [{ 'text/plain': new Blob(['x']) }], undefined],
  ['a bookmark under the name of a picture', [{ 'image/png': { title: 'x', url: 'y' } }], undefined],
  ['nothing', [], undefined],
])('clipboard: %s is read back', async (_what, items, picture) => {
  expect(await holding(...items).readPicture()).toEqual(picture)
})
