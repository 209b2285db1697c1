import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { APP_ID, guidOf, msiSource, productCode, statements, UPGRADE_CODE } from '../../../tools/packaging/msi-source.ts'
import { root } from '../../support/checks.ts'

const content = {
  version: '1.2.3',
  files: ['RA Desk.exe', 'resources/app.asar', 'resources/a & b/c.txt'],
  digest: 'd1',
  from: '/packed',
  icon: '/icon.ico',
}

describe('MSI source', () => {
  test('says what electron-builder.yml says: the upgrade code, the id of the app', () => {
    const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }
    expect(load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))).toMatchObject({
      appId: APP_ID,
      msi: { upgradeCode: UPGRADE_CODE },
    })
    expect(readFileSync(join(root, 'main/boot.ts'), 'utf8')).toContain(`app.setAppUserModelId('${APP_ID}')`)
    expect(statements.join()).toContain(`'System.AppUserModel.ID', '${APP_ID}'`)
  })

  test('has a component for each file and the shortcut, each with a code of its own, all in the feature', () => {
    const source = msiSource(content)
    const codes = Array.from(source.matchAll(/<Component Id="(\w+)" Guid="([0-9A-F-]{36})"/g), ([, id, code]) => ({ id: id!, code: code! }))
    expect(codes.length).toBe(content.files.length + 1)
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length)
    expect(Array.from(source.matchAll(/<ComponentRef Id="(\w+)"/g), ([, id]) => id!).toSorted()).toEqual(
      codes.map(({ id }) => id).toSorted(),
    )
    expect(source).toContain('Name="a &amp; b"')
    expect(source).toContain('InstallScope="perMachine"')
  })

  test('keeps a file’s code from version to version, and takes another product for another content', () => {
    const codeOf = (source: string) => /Guid="([0-9A-F-]{36})" Win64="yes"><File Id="\w+" Name="RA Desk.exe"/.exec(source)![1]
    expect(codeOf(msiSource({ ...content, version: '1.2.4' }))).toBe(codeOf(msiSource(content)))
    expect(productCode(content)).toBe(productCode({ ...content }))
    expect(productCode({ ...content, digest: 'd2' })).not.toBe(productCode(content))
    expect(productCode({ ...content, version: '1.2.4' })).not.toBe(productCode(content))
  })

  test('takes codes of version 5', () => {
    expect(guidOf('a')).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
    expect(guidOf('a')).not.toBe(guidOf('b'))
  })

  test('without the program, throws', () => {
    expect(() => msiSource({ ...content, files: ['resources/app.asar'] })).toThrow('RA Desk.exe is not in the folder')
  })
})
