import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { makeSbom } from '../../../tools/packaging/sbom.ts'

let root = ''
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

/** A project with one package in a bundle, one that is packed, and one for development. */
function makeProject(): string {
  root = mkdtempSync(join(tmpdir(), 'sbom-'))
  const write = (path: string, content: unknown) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
  const packages = ['electron', '@expo-google-fonts/noto-sans', 'bundled', '@scope/packed', 'development']
  for (const name of packages)
    write(`node_modules/${name}/package.json`, { name, version: '1.0.0', license: name === 'bundled' ? { type: 'ISC' } : 'MIT' })
  write('package.json', { name: 'ra-desk', version: '0.1.0', license: 'SEE LICENSE IN LICENSE' })
  write('package-lock.json', { packages: { 'node_modules/bundled': { integrity } } })
  write('licences/SumatraPDF.txt', 'RA Desk carries SumatraPDF 3.4.6, unchanged. Sources: https://example.invalid/3.4.6')
  write('dist/.bundled/electron.json', ['node_modules/bundled'])
  write('dist/.bundled/chromium.json', ['node_modules/development'])
  write('dist/.bundled/renderer-start.json', ['node_modules/development'])
  return root
}

const make = (system: 'linux' | 'windows', builtAt = new Date(0)) =>
  makeSbom({
    root: makeProject(),
    dist: join(root, 'dist'),
    files: ['resources/app.asar/node_modules/@scope/packed/package.json', 'resources/app.asar/package.json'],
    system,
    builtAt,
  })

test('SBOM: lists what is bundled and what is packed, and no development packages', () => {
  const { components, metadata } = make('windows')
  expect(components.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual([
    '@expo-google-fonts/noto-sans 1.0.0',
    '@scope/packed 1.0.0',
    'EFF large word list 2016',
    'SumatraPDF 3.4.6',
    'bundled 1.0.0',
    'electron 1.0.0',
  ])
  expect(metadata.component).toMatchObject({ name: 'RA Desk', version: '0.1.0', type: 'application' })
  expect(components.find(({ name }) => name === '@scope/packed')).toMatchObject({
    purl: 'pkg:npm/%40scope/packed@1.0.0',
    licenses: [{ expression: 'MIT' }],
  })
  expect(components.find(({ name }) => name === 'bundled')).toMatchObject({
    licenses: [{ expression: 'ISC' }],
    hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
  })
})

test('SBOM: SumatraPDF belongs to Windows', () => {
  expect(make('linux').components.map(({ name }) => name)).not.toContain('SumatraPDF')
})

test('SBOM: the same parts have the same serial number, others another', () => {
  const one = make('linux').serialNumber
  rmSync(root, { recursive: true })
  expect(make('linux').serialNumber).toBe(one)
  rmSync(root, { recursive: true })
  expect(make('linux', new Date(1_000)).serialNumber).not.toBe(one)
})
