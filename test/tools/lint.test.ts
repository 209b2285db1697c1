/** Lint catches what it is there for: each planted fault is found by its rule, and the same code without the fault passes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { root, runNode } from '../support/checks.ts'

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

/** The rules that were broken, by the name of the planted file. */
async function lintAll(files: ReadonlyMap<string, string>): Promise<Map<string, string[]>> {
  // Not named like the other planted folders: git ignores those, and lint passes over what git ignores.
  const planted = mkdtempSync(join(root, 'renderer', 'lint-planted-'))
  try {
    for (const [name, text] of files) writeFileSync(join(planted, name), text)
    const { output } = await runNode([join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', planted])
    const report = JSON.parse(output.slice(output.indexOf('{'))) as {
      readonly diagnostics: readonly { readonly code: string; readonly filename: string }[]
      readonly number_of_files: number
    }
    expect(report.number_of_files).toBe(files.size)
    const broken = new Map<string, string[]>()
    for (const { code, filename } of report.diagnostics) broken.set(basename(filename), [...(broken.get(basename(filename)) ?? []), code])
    return broken
  } finally {
    rmSync(planted, { recursive: true })
  }
}

describe('lint catches', () => {
  const nameOf = (which: 'faulty' | 'sound', rule: string, at: number) => `${which}-${at}.${rule.startsWith('react') ? 'tsx' : 'ts'}`
  let broken: Map<string, string[]>
  // Everything is planted at once and linted in one run: each run reads the types of the whole page.
  beforeAll(async () => {
    broken = await lintAll(
      new Map(
        cases.flatMap(([, rule, faulty, sound], at) => [
          [nameOf('faulty', rule, at), faulty] as const,
          [nameOf('sound', rule, at), sound] as const,
        ]),
      ),
    )
  })

  test.each(cases.map(([what, rule], at) => [what, rule, at] as const))('%s', (_, rule, at) => {
    expect(broken.get(nameOf('faulty', rule, at))).toContain(rule)
    expect(broken.get(nameOf('sound', rule, at))).toBeUndefined()
  })
})
