import { expect, test } from 'vitest'
import { unpacked } from '../../../main/shell/unpacked.ts'

test.each([
  [
    'file:///C:/Program%20Files/RA%20Desk/resources/app.asar/dist/argon2-worker.mjs',
    'file:///C:/Program%20Files/RA%20Desk/resources/app.asar.unpacked/dist/argon2-worker.mjs',
  ],
  ['file:///opt/ra-desk/dist/argon2-worker.mjs', 'file:///opt/ra-desk/dist/argon2-worker.mjs'],
  ['file:///opt/app.asar.unpacked/dist/a.mjs', 'file:///opt/app.asar.unpacked/dist/a.mjs'],
])('file beside the archive: %s', (packed, beside) => {
  expect(unpacked(new URL(packed)).href).toBe(beside)
})
