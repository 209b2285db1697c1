/** Lint catches what it is there for: each planted fault is found by its rule, and the same code without the fault passes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { root, runNode } from '../support/checks.ts'

let planted: string | undefined
afterEach(() => {
  if (planted !== undefined) rmSync(planted, { recursive: true, force: true })
})

async function lint(file: string, text: string): Promise<readonly string[]> {
  // Not named like the other planted folders: git ignores those, and lint passes over what git ignores.
  planted = mkdtempSync(join(root, 'renderer', 'lint-planted-'))
  writeFileSync(join(planted, file), text)
  const { output } = await runNode([join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', planted])
  const { diagnostics } = JSON.parse(output.slice(output.indexOf('{'))) as { diagnostics: readonly { readonly code: string }[] }
  return diagnostics.map(({ code }) => code)
}

const kind = "export type Kind = 'card' | 'label'\n"
const cases: [what: string, rule: string, faulty: string, sound: string][] = [
  [
    'a floating promise',
    'typescript(no-floating-promises)',
    'export async function save() {}\nexport function act() {\n  save()\n}\n',
    'export async function save() {}\nexport async function act() {\n  await save()\n}\n',
  ],
  [
    'a promise where no value is expected',
    'typescript(no-misused-promises)',
    'export async function save() {}\nexport const act = (list: string[]) => list.forEach(async () => save())\n',
    'export async function save() {}\nexport const act = (list: string[]) => Promise.all(list.map(async () => save()))\n',
  ],
  [
    'a switch that leaves out a case',
    'typescript(switch-exhaustiveness-check)',
    `${kind}export function act(kind: Kind): string | undefined {\n  switch (kind) {\n    case 'card':\n      return 'written'\n  }\n}\n`,
    `${kind}export function act(kind: Kind): string {\n  switch (kind) {\n    case 'card':\n      return 'written'\n    case 'label':\n      return 'printed'\n  }\n}\n`,
  ],
  ['any', 'typescript(no-explicit-any)', 'export const value: any = 1\n', 'export const value: unknown = 1\n'],
  ['== beside ===', 'eslint(eqeqeq)', 'export const same = (a: number) => a == 1\n', 'export const same = (a: number) => a === 1\n'],
  ['the console in the product', 'eslint(no-console)', "console.log('x')\nexport const x = 1\n", 'export const x = 1\n'],
  [
    'text made into HTML',
    'react(no-danger)',
    'export const X = () => <p dangerouslySetInnerHTML={{ __html: "" }} />\n',
    'export const X = () => <p></p>\n',
  ],
  [
    'a hook that runs only sometimes',
    'react-hooks(rules-of-hooks)',
    "import { useState } from 'react'\nexport function X({ on }: { on: boolean }) {\n  if (on) useState(1)\n  return null\n}\n",
    "import { useState } from 'react'\nexport function X() {\n  useState(1)\n  return null\n}\n",
  ],
]

describe('lint catches', () => {
  test.each(cases)('%s', async (_, rule, faulty, sound) => {
    const file = rule.startsWith('react') ? 'a.tsx' : 'a.ts'
    expect(await lint(file, faulty)).toContain(rule)
    rmSync(planted!, { recursive: true })
    expect(await lint(file, sound)).toEqual([])
  })
})
