/** Messages whose ids are well formed and belong to something else: another kind of thing, another case, or nothing. */
import { type ChannelName, channels } from '../../preload/contract.ts'
import type { Below, Message } from './hostile-messages.ts'

/** By the name under which a message has them. */
export type Ids = ReadonlyMap<string, ReadonlySet<string>>

export interface OtherThings {
  readonly ids: Ids
  /** Descriptions of scans of another case, each with the key that it is really sealed under. */
  readonly evidence: readonly object[]
}

type Path = readonly (string | number)[]

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::\d+)?$/.test(value)
const isEvidence = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'evidenceId' in value && 'sha256' in value

function* walk(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly value: unknown }> {
  yield { path, value }
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) yield* walk(inner, [...path, Array.isArray(value) ? Number(name) : name])
}

/** `caseId` of `caseIds[3]` and of `cases[0].caseId`. */
const nameOf = (path: Path): string => {
  const name = String(path.findLast((part) => typeof part === 'string') ?? '')
  return name.endsWith('Ids') ? name.slice(0, -1) : name === 'scanKeyId' ? 'keyId' : name
}

/** Adds the ids of a message or of an answer. */
export function collectIds(ids: Map<string, Set<string>>, value: unknown): void {
  for (const { path, value: found } of walk(value)) if (isId(found)) ids.set(nameOf(path), (ids.get(nameOf(path)) ?? new Set()).add(found))
}

export const evidenceIn = (value: unknown): object[] => [...walk(value)].flatMap(({ value: found }) => (isEvidence(found) ? [found] : []))

function replaced(input: unknown, path: Path, by: unknown): unknown {
  if (path.length === 0) return by
  const copy = structuredClone(input)
  const parent = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], copy)
  ;(parent as Record<string | number, unknown>)[path.at(-1)!] = by
  return copy
}

/**
 * One of them, or `undefined` if the message names nothing or the draw was of no other shape. With a single id it is exchanged for one of
 * another kind only, because a message about another case alone is a right one.
 */
export function confuse({ channel, input }: Message, others: OtherThings, random: Below): Message | undefined {
  const found = [...walk(input)]
  const places = found.filter(({ value }) => isId(value))
  const scans = found.filter(({ value }) => isEvidence(value))
  const pick = <Value>(from: readonly Value[]): Value | undefined => (from.length === 0 ? undefined : from[random(from.length)])
  const scan = pick(scans)
  const foreignScan = pick(others.evidence)
  if (scan && foreignScan && random(3) === 0) return wellFormed({ channel, input: replaced(input, scan.path, foreignScan) })
  const place = pick(places)
  if (!place) return undefined
  const own = nameOf(place.path)
  const mayBeSameKind = places.length > 1
  const kind = pick([...others.ids.keys()].filter((name) => mayBeSameKind || name !== own))
  const other = kind === undefined ? undefined : pick([...others.ids.get(kind)!])
  // A row's `id` may be a case's.
  const isSameKind = other !== undefined && others.ids.get(own)?.has(other) === true
  // A case that was never linked is a person of its own: its id names both, and naming another person is a right message.
  const isPerson = own === 'personId' && other !== undefined && (isSameKind || others.ids.get('caseId')?.has(other) === true)
  if (other === undefined || other === place.value || isPerson || (isSameKind && !mayBeSameKind)) return undefined
  return wellFormed({ channel, input: replaced(input, place.path, other) })
}

/** What the shape alone refuses shows nothing here. */
const wellFormed = (message: Message): Message | undefined =>
  channels[message.channel as ChannelName].input.safeParse(message.input).success ? message : undefined
