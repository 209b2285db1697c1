/** Which source files a path on the command line stands for. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { listSources } from '../style/find-words.ts'

/** Long tables of sentences: mutated only when named one by one. */
const tables = /^domain\/guidance\/editions\//

/** Empty when there is nothing of that name. */
export function listMutated(root: string, path: string): readonly string[] {
  const name = path.replace(/\/+$/, '')
  if (!existsSync(join(root, name))) return []
  if (statSync(join(root, name)).isFile()) return [name]
  return listSources(root, name)
    .map((file) => (file.startsWith(`${name}/`) ? file : `${name}/${file}`))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !tables.test(file))
    .filter((file) => doesSomething(readFileSync(join(root, file), 'utf8')))
}

/** What a crash costs at most, and what a run of Stryker is started for. */
const GROUP = 16

/** Files of one folder share the start of Stryker and of their tests. */
export function groupByFolder(files: readonly string[]): readonly (readonly string[])[] {
  const folders = Map.groupBy(files, (file) => dirname(file))
  return [...folders.values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / GROUP) }, (_, at) => own.slice(at * GROUP, (at + 1) * GROUP)),
  )
}

/** False for files of types and re-exports. */
export function doesSomething(source: string): boolean {
  return ts
    .createSourceFile('a.ts', source, ts.ScriptTarget.Latest)
    .statements.some(
      (each) =>
        !ts.isImportDeclaration(each) &&
        !ts.isExportDeclaration(each) &&
        !ts.isInterfaceDeclaration(each) &&
        !ts.isTypeAliasDeclaration(each),
    )
}
