/**
 * Which source files with rules have a test that a newcomer finds by name.
 *
 * A file *has rules* when it is a `.ts` file of `domain`, `native`, `main`, `preload` or `renderer` that decides something while it runs: an
 * `if`, a `switch`, a loop, a conditional, `&&`, `||` or `??`. Files of types, tables, schemas and re-exports decide nothing. Screens
 * (`.tsx`) are proved in a browser by `test/e2e`; a rule that lies in a screen belongs in a `.ts` file beside it.
 *
 * It is *mirrored* when `test/<its path>.test.ts` is there, and *beside* when another test in the mirrored folder runs it: importing its types,
 * or replacing it with a stand-in, runs nothing.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import { listSources } from './find-words.ts'

export const mirroredLayers = ['domain', 'native', 'main', 'preload', 'renderer'] as const

export type MirrorState = 'mirrored' | 'beside' | 'missing'

export interface Mirror {
  readonly file: string
  readonly state: MirrorState
}

export function findMirrors(root: string): readonly Mirror[] {
  const importedIn = readTestImports(root)
  return mirroredLayers
    .flatMap((layer) => listSources(root, layer))
    .filter((file) => file.endsWith('.ts') && hasRules(readFileSync(join(root, file), 'utf8')))
    .map((file) => {
      if (existsSync(join(root, 'test', file.replace(/\.ts$/, '.test.ts')))) return { file, state: 'mirrored' }
      const folders = importedIn.get(file) ?? []
      return { file, state: folders.includes(posix.join('test', dirname(file))) ? 'beside' : 'missing' }
    })
}

const decides = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
])
const decidingOperators = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken])

export function hasRules(source: string): boolean {
  const visit = (node: ts.Node): boolean =>
    decides.has(node.kind) ||
    (ts.isBinaryExpression(node) && decidingOperators.has(node.operatorToken.kind)) ||
    ts.forEachChild(node, visit) === true
  return visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest))
}

/** Source file → folders of the tests that run it. */
function readTestImports(root: string): ReadonlyMap<string, readonly string[]> {
  const imported = new Map<string, string[]>()
  for (const test of listSources(root, 'test').filter((file) => file.endsWith('.test.ts'))) {
    for (const path of listRunImports(readFileSync(join(root, test), 'utf8'))) {
      const source = posix.join(dirname(test), path)
      imported.set(source, [...(imported.get(source) ?? []), dirname(test)])
    }
  }
  return imported
}

/** Relative paths of the modules that a test runs. */
export function listRunImports(test: string): readonly string[] {
  const standIns = new Set(Array.from(test.matchAll(/vi\.mock\('([^']+)'/g), ([, path]) => path))
  return ts
    .createSourceFile('a.ts', test, ts.ScriptTarget.Latest)
    .statements.filter(ts.isImportDeclaration)
    .filter(({ importClause }) => importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text)
    .filter((path) => path.startsWith('.') && !standIns.has(path))
}

export interface MirrorExceptions {
  /** Kinds of file that no unit test can mirror, each with the reason and what proves them. */
  readonly kinds: readonly { readonly files: RegExp; readonly reason: string }[]
  /** Single files, each with the test that proves them under another name. */
  readonly provedBy: readonly (readonly [file: string, test: string])[]
}

export function judgeMirrors(
  mirrors: readonly Mirror[],
  { kinds, provedBy }: MirrorExceptions,
  root: string,
): { readonly missing: readonly string[]; readonly stale: readonly string[] } {
  const without = new Set(mirrors.filter(({ state }) => state === 'missing').map(({ file }) => file))
  const excused = new Set(provedBy.map(([file]) => file))
  return {
    missing: [...without].filter((file) => !excused.has(file) && !kinds.some(({ files }) => files.test(file))),
    stale: [
      ...provedBy.filter(([file]) => !without.has(file)).map(([file]) => `${file} needs no exception`),
      ...provedBy.filter(([, test]) => !existsSync(join(root, test))).map(([file, test]) => `${file}: ${test} is not there`),
      ...kinds.filter(({ files }) => ![...without].some((file) => files.test(file))).map(({ files }) => `${files.source} fits no file`),
    ],
  }
}
