/**
 * Packages that are loaded late: every `import('…')` and `createRequire(…)('…')` of a package in the layers that run on Node. Types do not see
 * what a module of the other kind really exports, and vitest hides it, so each is loaded here by Node itself.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const layers = ['domain', 'native', 'main']

interface Load {
  readonly file: string
  readonly name: string
  readonly by: 'import' | 'require'
  /** What is used of it; `undefined` where this test cannot see it, which is a failure. */
  readonly used: readonly string[] | undefined
}

const isPackage = (name: string): boolean => !/^(?:\.|node:|electron$)/.test(name)

function findLoads(file: string, text: string): readonly Load[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const loads: Load[] = []
  const visit = (node: ts.Node): void => {
    const [word] = ts.isCallExpression(node) ? node.arguments : []
    if (ts.isCallExpression(node) && word && ts.isStringLiteral(word) && isPackage(word.text)) {
      const by = node.expression.kind === ts.SyntaxKind.ImportKeyword ? 'import' : isRequire(node.expression) ? 'require' : undefined
      if (by) loads.push({ file, name: word.text, by, used: by === 'import' ? findUsed(node, source) : [] })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return loads
}

const isRequire = (called: ts.Expression): boolean =>
  ts.isCallExpression(called) && ts.isIdentifier(called.expression) && called.expression.text === 'createRequire'

/** Of `const { a, b: c } = await import(…)`, `const all = await import(…)` with `all.a`, and `(await import(…)).a`. */
function findUsed(call: ts.CallExpression, source: ts.SourceFile): readonly string[] | undefined {
  if (!ts.isAwaitExpression(call.parent)) return undefined
  let outer: ts.Node = call.parent.parent
  while (ts.isParenthesizedExpression(outer)) outer = outer.parent
  if (ts.isPropertyAccessExpression(outer)) return [outer.name.text]
  if (!ts.isVariableDeclaration(outer)) return undefined
  const { name } = outer
  if (ts.isObjectBindingPattern(name)) return name.elements.map((element) => (element.propertyName ?? element.name).getText(source))
  if (!ts.isIdentifier(name)) return undefined
  const used = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name.text)
      used.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return used.size > 0 ? [...used] : undefined
}

/** The names that Node itself sees, or why the package does not load. */
function namesOf(name: string): readonly string[] {
  const script = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(name)}))))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as readonly string[]
}

const sources = layers.flatMap((layer) =>
  readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(layer, path)),
)
const loads = sources.flatMap((file) => findLoads(file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')))

describe('packages that are loaded late', () => {
  test('control: each way of loading is found, and the names that are used', () => {
    const text = `
      const { a, b: c } = await import('one')
      const two = await import('two'); two.x(); two.y
      const z = (await import('three')).z
      const w = import('four')
      createRequire(import.meta.url)('five')
      type T = import('six').T
      await import('./own.ts'); await import('node:fs')`
    expect(findLoads('f.ts', text).map(({ name, by, used }) => [name, by, used])).toEqual([
      ['one', 'import', ['a', 'b']],
      ['two', 'import', ['x', 'y']],
      ['three', 'import', ['z']],
      ['four', 'import', undefined],
      ['five', 'require', []],
    ])
  })

  test('control: a package of the other kind does not have its names', () => {
    expect(namesOf('pdf-to-printer')).not.toContain('getPrinters')
  })

  test.each(loads.filter(({ by }) => by === 'import').map((load) => [load.file, load.name, load.used] as const))(
    '%s: “%s” loads, and has what is used of it',
    (_file, name, used) => {
      expect(used, 'this test cannot see what is used of it: name it where it is loaded').toBeDefined()
      expect(namesOf(name)).toEqual(expect.arrayContaining([...used!]))
    },
  )

  test('what is loaded by `require` is a package that the app depends on', () => {
    const required = loads.filter(({ by }) => by === 'require').map(({ name }) => name)
    const { dependencies, optionalDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
      optionalDependencies?: Record<string, string>
    }
    expect(required).toContain('pcsclite')
    expect(required.filter((name) => !(name in dependencies) && !(name in optionalDependencies))).toEqual([])
  })
})
