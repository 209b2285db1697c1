/**
 * Finds cycles between folders, type-only imports included: two capabilities that import each other cannot be read, tested or moved
 * alone. dependency-cruiser's own `no-cycles` sees only cycles between files. Run by `npm run check` as `folders`.
 */
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { root, runNode } from './checks.ts'

export interface CruisedModule {
  readonly source: string
  readonly dependencies: readonly { readonly resolved: string }[]
}

/** One folder that imports another, both in one cycle, with one import that shows it. */
export interface CycleEdge {
  readonly edge: string
  readonly example: string
}

/** Cycles that still stand. Each line goes when its cycle is broken; the list must become empty, and never longer. */
export const standingCycles: readonly string[] = [
  'domain/card -> domain/case',
  'domain/case -> domain/card',
  'domain/case -> domain/guidance',
  'domain/case -> domain/handover',
  'domain/case -> domain/retention',
  'domain/guidance -> domain/case',
  'domain/handover -> domain/case',
  'domain/retention -> domain/case',
  'domain/retention -> domain/station',
  'domain/station -> domain/case',
  'main/cards -> main/evidence',
  'main/cards -> main/exports',
  'main/cards -> main/registration',
  'main/cards -> main/station',
  'main/devices -> main/cards',
  'main/devices -> main/station',
  'main/dispatch -> main/exports',
  'main/dispatch -> main/registration',
  'main/dispatch -> main/station',
  'main/evidence -> main/station',
  'main/exports -> main/dispatch',
  'main/exports -> main/printing',
  'main/exports -> main/release',
  'main/exports -> main/station',
  'main/printing -> main/cards',
  'main/printing -> main/devices',
  'main/printing -> main/evidence',
  'main/printing -> main/exports',
  'main/printing -> main/registration',
  'main/printing -> main/station',
  'main/registration -> main/station',
  'main/release -> main/devices',
  'main/release -> main/exports',
  'main/release -> main/registration',
  'main/release -> main/station',
  'main/retention -> main/cards',
  'main/retention -> main/dispatch',
  'main/retention -> main/registration',
  'main/retention -> main/station',
  'main/station -> main/cards',
  'main/station -> main/registration',
  'main/station -> main/release',
  'main/station -> main/retention',
  'native/card -> native/reader',
  'native/reader -> native/card',
]

/** `main/<capability>`, `domain/<part>`, `native/<part>`; files directly in a layer stand for the layer itself and are no folder. */
function folderOf(path: string): string | undefined {
  return /^((?:domain|native|main)\/[^/]+)\/.+/.exec(path)?.[1]
}

export function findCycleEdges(modules: readonly CruisedModule[]): CycleEdge[] {
  const imports = new Map<string, Map<string, string>>()
  for (const { source, dependencies } of modules) {
    const from = folderOf(source)
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved)
      if (from === undefined || to === undefined || from === to) continue
      const known = imports.get(from) ?? new Map<string, string>()
      known.set(to, known.get(to) ?? `${source} imports ${resolved}`)
      imports.set(from, known)
    }
  }
  const reachable = new Map([...imports.keys()].map((folder) => [folder, reachableFrom(folder, imports)]))
  return [...imports]
    .flatMap(([from, targets]) =>
      [...targets].flatMap(([to, example]) => (reachable.get(to)?.has(from) ? [{ edge: `${from} -> ${to}`, example }] : [])),
    )
    .toSorted((left, right) => left.edge.localeCompare(right.edge, 'en'))
}

function reachableFrom(start: string, imports: ReadonlyMap<string, ReadonlyMap<string, string>>): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [start]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of imports.get(next)?.keys() ?? []) {
      if (found.has(target)) continue
      found.add(target)
      open.push(target)
    }
  }
  return found
}

const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')

async function cruise(...places: readonly string[]): Promise<readonly CruisedModule[]> {
  const { output } = await runNode([cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...places])
  return (JSON.parse(output.slice(output.indexOf('{'))) as { readonly modules: readonly CruisedModule[] }).modules
}

async function main(): Promise<void> {
  const edges = await cruise('domain', 'native', 'main').then(findCycleEdges)
  const fresh = edges.filter(({ edge }) => !standingCycles.includes(edge))
  const broken = standingCycles.filter((edge) => !edges.some((found) => found.edge === edge))
  for (const { edge, example } of edges)
    console.log(`${fresh.some((one) => one.edge === edge) ? 'NEW CYCLE' : 'still stands'}  ${edge}  (${example})`)
  for (const edge of broken) console.log(`broken: take it off the list in test/support/folder-cycles.ts  ${edge}`)
  process.exit(fresh.length === 0 ? 0 : 1)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
