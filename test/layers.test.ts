/** Who may import whom is enforced: a planted violation is caught, and no source file is outside the rules. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { root, runNode, sourceLayers, typedLayers } from './support/checks.ts'
import { findCycleEdges, type CruisedModule } from './support/folder-cycles.ts'

const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

interface Cruise {
  readonly modules: readonly CruisedModule[]
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[]
    readonly totalCruised: number
  }
}

async function cruise(...places: string[]): Promise<Cruise> {
  const { output } = await runNode([cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...places])
  return JSON.parse(output.slice(output.indexOf('{'))) as Cruise
}

// Planted in a folder of its own that is taken away again; other checks that run meanwhile may see it, so it lives briefly.
const planted: string[] = []
function takeAway(): void {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true, force: true })
}
afterEach(takeAway)

function plant(layer: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, layer, 'planted-'))
  planted.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return relative(root, folder)
}

const forbidden: [what: string, layer: string, rule: string, text: string][] = [
  ['Node in the domain', 'domain', 'domain-is-pure', "import { readFileSync } from 'node:fs'\nexport const x = readFileSync\n"],
  ['the renderer in the domain', 'domain', 'domain-is-pure', "export { useCaseClient } from '../../renderer/client/use-case-client.ts'\n"],
  ['React in the domain', 'domain', 'domain-is-pure', "export { useState } from 'react'\n"],
  ['main in native', 'native', 'native-touches-hardware-only', "export { createApp } from '../../main/app.ts'\n"],
  ['Electron in native', 'native', 'native-touches-hardware-only', "export { app } from 'electron'\n"],
  ['the renderer in main', 'main', 'main-connects', "export { step } from '../../renderer/features/steps/cis/cis-step.tsx'\n"],
  ['Electron outside its few files of main', 'main', 'electron-in-few-places', "export { app } from 'electron'\n"],
  ['main in the renderer', 'renderer', 'renderer-shows-and-stores', "export { createApp } from '../../main/app.ts'\n"],
  ['Node in the renderer', 'renderer', 'no-node-in-the-page', "export { readFile } from 'node:fs/promises'\n"],
  ['native in the preload', 'preload', 'preload-is-the-ipc-contract', "export { openDevices } from '../../native/devices.ts'\n"],
  ['a test in the product', 'main', 'product-does-not-import-tools-or-tests', "export { root } from '../../test/support/checks.ts'\n"],
  ['the vault in the files', 'main/files', 'files-are-the-ground', "export { wipe } from '../../vault/wipe.ts'\n"],
  ['the record in the vault', 'main/vault', 'vault-imports-nothing-above', "export type { VaultRecord } from '../../record/record.ts'\n"],
  ['the contract in the vault', 'main/vault', 'vault-imports-nothing-above', "export type { Input } from '../../../preload/contract.ts'\n"],
  [
    'a capability in the record',
    'main/record',
    'record-knows-no-capability',
    "export type { UnlockedSession } from '../../station/unlocked-session.ts'\n",
  ],
  [
    'the contract in the record',
    'main/record',
    'record-knows-no-capability',
    "export type { Input } from '../../../preload/contract.ts'\n",
  ],
  ['a circle', 'domain', 'no-cycles', "import { b } from './b.ts'\nexport const a: number = b\n"],
]
// Everything is planted at once and looked at in one run: each run reads half the source.
const folders = new Map<string, string>()
let looked: Cruise
beforeAll(async () => {
  for (const [what, layer, rule, text] of forbidden)
    folders.set(
      what,
      plant(layer, {
        'a.ts': text,
        'b.ts': rule === 'no-cycles' ? "import { a } from './a.ts'\nexport const b: number = a\n" : 'export const b = 1\n',
      }),
    )
  looked = await cruise(...sourceLayers).finally(takeAway)
})

describe('layers: dependency-cruiser catches', () => {
  for (const [what, , rule] of forbidden) {
    test(what, () => {
      const folder = `${folders.get(what)!.replaceAll(sep, '/')}/`
      const found = looked.summary.violations.filter(({ from }) => from.startsWith(folder)).map((violation) => violation.rule.name)
      expect(found).toContain(rule)
    })
  }

  test('nothing where nothing is planted, and every source file is looked at and belongs to a layer', () => {
    const { modules, summary } = looked
    const own = summary.violations.filter(({ from }) => !from.includes('planted-'))
    expect(own).toEqual([])
    const sourcesLookedAt = new Set(modules.map(({ source }) => source))
    const sources = sourceLayers
      .flatMap((layer) =>
        readdirSync(join(root, layer), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs|cjs|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
          .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
      )
      .filter((file) => !file.includes('node_modules/') && !file.includes('planted-'))
    expect(sources.length).toBeGreaterThan(200)
    expect(sources.filter((file) => !sourcesLookedAt.has(file))).toEqual([])
  })
})

describe('cycles between folders', () => {
  const module = (source: string, ...resolved: string[]) => ({ source, dependencies: resolved.map((one) => ({ resolved: one })) })

  test('a cycle of three folders is found from any file in them, and one arrow is no cycle', () => {
    const edges = findCycleEdges([
      module('main/release/a.ts', 'main/cards/b.ts', 'domain/case/c.ts'),
      module('main/cards/b.ts', 'main/station/deeper/d.ts', 'main/cards/e.ts'),
      module('main/station/f.ts', 'main/release/g.ts'),
      module('main/index.ts', 'main/release/a.ts'),
    ])
    expect(edges.map(({ edge }) => edge)).toEqual([
      'main/cards -> main/station',
      'main/release -> main/cards',
      'main/station -> main/release',
    ])
  })

  test('a planted type-only cycle is red', async () => {
    const other = plant('domain', { 'b.ts': 'export interface B { readonly b: 1 }\n' })
    const folder = plant('domain', {
      'a.ts': `export type { B } from '../${other.split(sep).at(-1)!}/b.ts'\nexport interface A { readonly a: 1 }\n`,
    })
    writeFileSync(
      join(root, other, 'b.ts'),
      `export type { A } from '../${folder.split(sep).at(-1)!}/a.ts'\nexport interface B { readonly b: 1 }\n`,
    )
    const { modules } = await cruise(folder, other)
    expect(findCycleEdges(modules)).toHaveLength(2)
  })

  test('there are none', () => {
    expect(findCycleEdges(looked.modules.filter(({ source }) => !source.includes('planted-')))).toEqual([])
  })
})

describe('layers: the type check catches', () => {
  const cases: [what: string, layer: string, text: string, message: RegExp][] = [
    ['the window in the domain', 'domain', 'export const width = window.innerWidth\n', /Cannot find name 'window'/],
    ['Node in the domain', 'domain', 'export const folder = process.cwd()\n', /Cannot find name 'process'/],
    ['the window in native', 'native', 'export const width = window.innerWidth\n', /Cannot find name 'window'/],
    ['Node in the renderer', 'renderer', 'export const folder = process.cwd()\n', /Cannot find name 'process'/],
    ['syntax that Node cannot run as it is', 'domain', 'export enum Colour { red }\n', /erasableSyntaxOnly|not allowed/],
  ]
  const folders = new Map<string, string>()
  /** What the type check of each layer says, with everything planted. */
  const said = new Map<string, Awaited<ReturnType<typeof runNode>>>()
  beforeAll(async () => {
    for (const [what, layer, text] of cases) folders.set(what, plant(layer, { 'a.ts': text }))
    const layers = new Set(cases.map(([, layer]) => layer))
    for (const layer of layers) said.set(layer, await runNode([tsc, '-p', layer, '--pretty', 'false']))
    takeAway()
  })

  for (const [what, layer, , message] of cases) {
    test(what, () => {
      const { code, output } = said.get(layer)!
      expect(code).not.toBe(0)
      const lines = output.split('\n').filter((line) => line.startsWith(`${folders.get(what)!}/`))
      expect(lines.join('\n')).toMatch(message)
    })
  }

  test('every layer has a type check of its own', () => {
    for (const layer of sourceLayers) expect(typedLayers).toContain(layer)
  })
})
