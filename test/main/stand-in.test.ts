import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as electron from '../shells/chromium/electron.ts'
import { findChromium } from '../shells/chromium/find-chromium.ts'
import { originToApp, toApp, toBrowser } from '../shells/chromium/addresses.ts'

const root = new URL('../../', import.meta.url)
const parse = (path: string) => ts.createSourceFile(path, readFileSync(new URL(path, root), 'utf8'), ts.ScriptTarget.Latest, true)

/** Every value that our own code takes from `electron`, with the members it uses: `app.quit` of `app`. */
function used(folder: string): { file: string; name: string; member?: string }[] {
  const found: { file: string; name: string; member?: string }[] = []
  for (const file of readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).filter((each) => /\.tsx?$/.test(each))) {
    const source = parse(`${folder}${file}`)
    const names = new Set<string>()
    for (const statement of source.statements) {
      if (
        !ts.isImportDeclaration(statement) ||
        (statement.moduleSpecifier as ts.StringLiteral).text !== 'electron' ||
        statement.importClause?.isTypeOnly
      )
        continue
      const bindings = statement.importClause?.namedBindings
      if (statement.importClause?.name || !bindings || !ts.isNamedImports(bindings)) {
        found.push({ file, name: '(the whole of electron)' })
        continue
      }
      for (const element of bindings.elements)
        if (!element.isTypeOnly) {
          names.add(element.name.text)
          found.push({ file, name: (element.propertyName ?? element.name).text })
        }
    }
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && names.has(node.expression.text))
        found.push({ file, name: node.expression.text, member: node.name.text })
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

describe('the stand-in for Electron', () => {
  const needed = [...used('main/'), ...used('preload/')]

  it('has every name, and every member of it, that main and the preload take from electron', () => {
    expect(needed.map(({ name }) => name)).toContain('BrowserWindow')
    expect(needed.some(({ member }) => member === 'requestSingleInstanceLock')).toBe(true)
    const has = electron as unknown as Record<string, Record<string, unknown>>
    // These live in the preload's world; `test/shells` shows that they work there.
    const lacks = needed
      .filter(({ file, name, member }) => file !== 'index.ts' || !['contextBridge', 'ipcRenderer'].includes(name) || member === undefined)
      .filter(({ name, member }) => !(name in has) || (member !== undefined && !(member in has[name]!)))
    expect(lacks).toEqual([])
  })

  it('checks every export against Electron’s own type', () => {
    const exported = parse('test/shells/chromium/electron.ts').statements.flatMap((statement) => {
      if (ts.isVariableStatement(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
        return statement.declarationList.declarations.map(({ name, initializer }) => ({
          name: name.getText(),
          checked: initializer !== undefined && ts.isSatisfiesExpression(initializer),
        }))
      }
      return []
    })
    expect(exported.map(({ name }) => name).sort()).toEqual(
      Object.keys(electron)
        .filter((name) => name !== 'default')
        .sort(),
    )
    expect(exported.filter(({ checked }) => !checked)).toEqual([])
  })

  it('throws by name for what it lacks', () => {
    const whole = electron.default as unknown as Record<string, Record<string, unknown>>
    expect(() => whole['app']!['setBadgeCount']).toThrow('lacks app.setBadgeCount')
    expect(() => whole['autoUpdater']).toThrow('lacks electron.autoUpdater')
    expect(() => electron.powerMonitor.getSystemIdleTime()).toThrow('lacks powerMonitor.getSystemIdleTime')
  })

  it('never replaces a file when it saves', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ra-desk-save-'))
    process.env['RA_DESK_SAVE_FOLDER'] = folder
    try {
      const save = async () => (await electron.dialog.showSaveDialog({ defaultPath: '/elsewhere/label.pdf' })).filePath
      const first = await save()
      expect(first).toBe(join(folder, 'label.pdf'))
      writeFileSync(first, 'kept')
      const second = await save()
      expect(second).toBe(join(folder, 'label (2).pdf'))
      writeFileSync(second, 'kept')
      expect(await save()).toBe(join(folder, 'label (3).pdf'))
      expect(existsSync(join(folder, 'label (3).pdf'))).toBe(false)
    } finally {
      delete process.env['RA_DESK_SAVE_FOLDER']
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the browser', () => {
  const machine = (platform: NodeJS.Platform, env: Record<string, string>, ...there: string[]) => ({
    platform,
    env,
    canRun: (path: string) => there.includes(path),
  })
  it.each([
    ['named', machine('linux', { RA_DESK_CHROMIUM: '/opt/c' }, '/opt/c', '/usr/bin/chromium'), '/opt/c'],
    ['on the path, Chromium first', machine('linux', { PATH: ['/a', '/b'].join(':') }, '/a/google-chrome', '/b/chromium'), '/b/chromium'],
    [
      'on Windows',
      machine('win32', { 'ProgramFiles(x86)': 'C:\\P' }, 'C:\\P\\Microsoft\\Edge\\Application\\msedge.exe'),
      'C:\\P\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    [
      'on macOS',
      machine('darwin', { HOME: '/u' }, '/u/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
      '/u/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  ])('is found: %s', (_where, where, expected) => {
    expect(findChromium(where)).toBe(expected)
  })

  it('is asked for in words when there is none', () => {
    expect(() => findChromium(machine('linux', { PATH: '/a' }))).toThrow(/RA_DESK_CHROMIUM/)
    expect(() => findChromium(machine('linux', { RA_DESK_CHROMIUM: '/gone' }, '/usr/bin/chromium'))).toThrow('/gone')
  })
})

it.each([
  ['app://ra-desk/', 'https://ra-desk.invalid/'],
  ['app://ra-desk/a%20b?c=1#d', 'https://ra-desk.invalid/a%20b?c=1#d'],
  ['app://ra-desk-reveal/x', 'https://ra-desk-reveal.invalid/x'],
])('%s is %s in the browser, and back', (app, browser) => {
  expect([toBrowser(app), toApp(browser)]).toEqual([browser, app])
})

it.each([
  'https://example.com/',
  'http://ra-desk.invalid/',
  'https://ra-desk.invalid:8443/',
  'https://ra-desk.invalid.example.com/',
  'about:blank',
  'blob:https://ra-desk.invalid/1',
  '',
])('%s is not one of our pages', (url) => {
  expect(toApp(url)).toBe(url)
  expect(toApp(url).startsWith('app:')).toBe(false)
})
it('names our origin and no other', () => {
  expect([originToApp('https://ra-desk.invalid'), originToApp('https://example.com'), originToApp('null')]).toEqual([
    'app://ra-desk',
    'https://example.com',
    'null',
  ])
})
