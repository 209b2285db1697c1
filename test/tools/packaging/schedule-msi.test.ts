import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import scheduleMsi, { keepOlderUntilInstalled } from '../../../tools/packaging/schedule-msi.mjs'
import { root } from '../../support/checks.ts'
import { freshFolder } from '../../main/vault/support.ts'

const template = readFileSync(join(root, 'node_modules/app-builder-lib/templates/msi/template.xml'), 'utf8')

test('MSI of electron-builder: the older program is removed where Windows can put it back', async () => {
  const file = join(await freshFolder(), 'project.wxs')
  writeFileSync(file, template)
  await scheduleMsi(file)
  expect(readFileSync(file, 'utf8')).toContain('<MajorUpgrade Schedule="afterInstallInitialize" AllowSameVersionUpgrades="yes"')
})

test.each([
  ['no upgrade', '<Product />'],
  ['one that says when', '<MajorUpgrade Schedule="afterInstallValidate" />'],
  ['two', '<MajorUpgrade /><MajorUpgrade />'],
])('MSI of electron-builder: a source with %s ends the packaging', (_what, source) => {
  expect(() => keepOlderUntilInstalled(source)).toThrow('MajorUpgrade')
})
