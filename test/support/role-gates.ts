/**
 * What the page asks and which gates stand before it, read from its source. A file is in order for a channel when the file itself holds
 * a gate that lets no other role through, or every file that leads to it is in order. Pages and steps are the outermost gates.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { rolesOfEvent, rolesOfStep } from '../../domain/case/act-roles.ts'
import { agentEventKinds, type AgentEventKind } from '../../domain/case/events.ts'
import { stepIds, type StepId } from '../../domain/case/steps.ts'
import { roles, type Role } from '../../domain/station/roles.ts'
import { channels, rolesOfChannel, type ChannelName } from '../../preload/contract.ts'
import { settingsParts } from '../../renderer/features/pages/settings/settings-index.ts'
import { askOfPage } from '../../renderer/client/page-access.ts'

/** One thing that the page asks or offers, and the roles that may. */
interface Ask {
  readonly what: string
  readonly allowed: readonly Role[]
}

export interface PageSource {
  /** Path below the project, with `/`. */
  readonly file: string
  readonly text: string
}

export const readRenderer = (root: string): PageSource[] =>
  globSync('renderer/{app,features}/**/*.{ts,tsx}', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

/** Methods of the case client by the channels that they ask: `saveSettings` asks `station.save`. */
export function readClientMethods(source: string): ReadonlyMap<string, readonly ChannelName[]> {
  const found = source.matchAll(/^ {2}(?:readonly )?(\w+)(?:<[^\n]*>)?\((?:(?!^ {2}\w)[\s\S])*?Promise<Stored<((?:'[\w.]+'(?: \| )?)+)/gm)
  return new Map([...found].map(([, method = '', names = '']) => [method, namesIn(names)]))
}

const isChannel = (name: string): name is ChannelName => name in channels
const namesIn = (text: string): ChannelName[] => [...text.matchAll(/'([\w.]+)'/g)].map(([, name = '']) => name).filter(isChannel)
const isWithin = (inner: readonly Role[], outer: readonly Role[]) => inner.every((role) => outer.includes(role))

const GATES = [/useAccess\('([\w.]+)'\)/g, /\bto="([\w.]+)"/g, /\basks: '([\w.]+)'/g]
const TYPES = /\b(?:Output|Input|Stored|Push|Answer|Extract)<[^>]*>/g

/** The roles that each gate in a file lets through. */
function gatesIn(text: string): (readonly Role[])[] {
  const ofChannels = GATES.flatMap((gate) => [...text.matchAll(gate)].map(([, name = '']) => name))
    .filter(isChannel)
    .map(rolesOfChannel)
  const ofActs = [...text.matchAll(/useMayRecord\('(\w+)'\)/g)].map(([, kind]) => rolesOfEvent(kind as AgentEventKind))
  return [...ofChannels, ...ofActs]
}

/** What a file asks of `main`, records on a case, or links to, as far as some role may not. */
export function asksIn(text: string, methods: ReadonlyMap<string, readonly ChannelName[]>): Ask[] {
  const code = GATES.reduce((rest, gate) => rest.replaceAll(gate, ''), text.replaceAll(TYPES, ''))
  const asked = [...namesIn(code), ...[...methods].flatMap(([method, names]) => (code.includes(`.${method}(`) ? names : []))]
  const recorded = agentEventKinds.filter((kind) => new RegExp(`kind: '${kind}'`).test(code))
  const links = [...code.matchAll(/["'`](\/[\w/-]+)/g)].map(([, path = '']) => path.replace(/\/$/, ''))
  const pages = links.flatMap((path) => {
    const first = askOfPage(path)
    return first === undefined ? [] : [{ what: `link to ${path}`, allowed: rolesOfChannel(first) }]
  })
  return [
    ...asked.map((name) => ({ what: name, allowed: rolesOfChannel(name) })),
    ...recorded.map((kind) => ({ what: kind, allowed: rolesOfEvent(kind) })),
    ...pages,
  ].filter(({ allowed }) => allowed.length < roles.length)
}

/** The roles that open each page, by the file that `routes.tsx` fetches for it. */
function readPages(routes: string): Map<string, readonly Role[]> {
  const files = new Map(
    [...routes.matchAll(/const (\w+) = screen\(\(\) =>\s*import\('\.\.\/(features\/[^']+)'\)/g)].map(([, name = '', file = '']) => [
      name,
      file,
    ]),
  )
  const pages = new Map<string, readonly Role[]>()
  for (const [, path = '', name = ''] of routes.matchAll(/<Route path="([^"]+)"[^<]*?(?:component=\{|<)(\w+)/g)) {
    const file = files.get(name)
    if (file === undefined) throw new Error(`routes.tsx: no file for ${path}`)
    const asked = askOfPage(path)
    const openTo = asked === undefined ? roles : rolesOfChannel(asked)
    pages.set(`renderer/${file}`, [...new Set([...(pages.get(`renderer/${file}`) ?? []), ...openTo])])
  }
  return pages
}

const SETTINGS = 'renderer/features/pages/settings'

/** The roles that may change each part of the settings, by the file that is drawn for it. */
function readParts(drawn: string): Map<string, readonly Role[]> {
  const parts = new Map<string, readonly Role[]>()
  for (const { id, asks } of settingsParts) {
    const name = new RegExp(`^ {2}'?${id}'?: \\{ Part: (\\w+)`, 'm').exec(drawn)?.[1]
    const file = name && new RegExp(`import \\{ ${name} \\} from '\\./([^']+)'`).exec(drawn)?.[1]
    if (!file) throw new Error(`settings-parts.ts: nothing is drawn for ${id}`)
    const openTo = asks === undefined ? roles : rolesOfChannel(asks)
    parts.set(`${SETTINGS}/${file}`, [...(parts.get(`${SETTINGS}/${file}`) ?? []), ...openTo])
  }
  return parts
}

const stepOf = (file: string): StepId | undefined => stepIds.find((id) => file === `renderer/features/steps/${id}/${id}-step.tsx`)

/** What draws the outermost parts, each behind a gate of its own. */
const OUTSIDE = ['renderer/app/routes.tsx', 'renderer/features/steps/step-screens.ts', `${SETTINGS}/settings-parts.ts`]

/**
 * Each place where the page offers a role what `main` refuses it.
 * @param settled Files through which no offer leads, whatever they import.
 */
export function findOpenOffers(
  sources: readonly PageSource[],
  methods: ReadonlyMap<string, readonly ChannelName[]>,
  settled: ReadonlySet<string>,
): string[] {
  const text = new Map(sources.map((one) => [one.file, one.text]))
  const outermost = new Map([
    ...readPages(text.get(OUTSIDE[0]!)!),
    ...sources.flatMap(({ file }) => {
      const step = stepOf(file)
      return step ? [[file, rolesOfStep(step)] as const] : []
    }),
    ...readParts(text.get(OUTSIDE[2]!)!),
  ])
  const leadTo = new Map<string, string[]>()
  for (const { file, text: code } of sources)
    for (const [, target = ''] of code.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const path = relative('.', join(dirname(file), target)).replaceAll('\\', '/')
      leadTo.set(path, [...(leadTo.get(path) ?? []), file])
    }

  const isGated = (file: string, { what, allowed }: Ask): boolean => {
    const code = text.get(file) ?? ''
    return (what.startsWith('link to ') && code.includes('useMayOpen()')) || gatesIn(code).some((gate) => isWithin(gate, allowed))
  }

  /** The file from which an ungated way leads to the ask, if there is one. */
  function findWay(file: string, ask: Ask, seen: readonly string[]): string | undefined {
    // A gate stands in the component that asks or in one that draws it; further out it may belong to something else.
    const isNear = seen.filter((one) => one.endsWith('.tsx')).length < 2
    if (seen.includes(file) || settled.has(file) || (isNear && isGated(file, ask))) return undefined
    const openTo = outermost.get(file)
    if (openTo && !isWithin(openTo, ask.allowed)) return file
    const importers = (leadTo.get(file) ?? []).filter((from) => !(openTo && OUTSIDE.includes(from)))
    if (importers.length === 0 && !openTo) return file
    for (const from of importers) {
      const way = findWay(from, ask, [...seen, file])
      if (way) return way
    }
    return undefined
  }

  return sources
    .filter(({ file }) => file !== OUTSIDE[0])
    .flatMap(({ file, text: code }) =>
      asksIn(code, methods).flatMap((ask) => {
        const way = findWay(file, ask, [])
        return way ? [`${file}: ${ask.what} (from ${way})`] : []
      }),
    )
}
