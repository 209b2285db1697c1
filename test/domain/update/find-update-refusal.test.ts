import { expect, test } from 'vitest'
import { findUpdateRefusal, type Installed } from '../../../domain/update/find-update-refusal.ts'
import type { UpdateManifest } from '../../../domain/update/manifest.ts'

const manifest: UpdateManifest = {
  format: 1,
  product: 'ra-desk',
  version: '1.2.0',
  platform: 'win32-x64',
  installer: { name: 'RA-Desk-setup.msi', bytes: 100, sha256: 'ab'.repeat(32) },
  changes: ['Labels print on the new printer.'],
  opensDataFrom: 3,
  made: '2026-11-30',
}
const installed: Installed = { version: '1.1.0', platform: 'win32-x64', highest: '1.1.0', dataFormat: 3 }

test.each<readonly [string, Partial<UpdateManifest>, Partial<Installed>, string | undefined]>([
  ['newer', {}, {}, undefined],
  ['newer, and checked before', {}, { highest: '1.2.0' }, undefined],
  ['another platform', { platform: 'win32-arm64' }, {}, 'update-other-platform'],
  ['the installed version', { version: '1.1.0' }, {}, 'update-installed-already'],
  ['below the installed version', { version: '1.0.9' }, {}, 'update-older'],
  ['below the highest that was seen', { version: '1.2.0' }, { highest: '1.2.1' }, 'update-older'],
  ['cannot open these files', { opensDataFrom: 4 }, {}, 'update-cannot-open-data'],
  ['opens older files as well', { opensDataFrom: 1 }, {}, undefined],
])('update: %s', (_what, update, here, code) => {
  const refusal = findUpdateRefusal({ ...manifest, ...update }, { ...installed, ...here })
  expect(refusal?.code).toBe(code)
  if (refusal) expect(refusal.message).toContain('Nothing was changed.')
})
