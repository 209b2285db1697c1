/**
 * Which reader holds the card to be written, and which one RA Desk keeps its hands off. Decided from names, pins and answers to reset alone,
 * before anything is connected to: an exclusive connection to the agent's own card would end their session in CIS.
 */
import { findPinnedReader, readerModel } from './reader-name.ts'

export interface ReaderPins {
  /** System names, as they were when they were pinned. */
  readonly blankCards?: string | undefined
  readonly ownCard?: string | undefined
}

export interface ReaderSeen {
  readonly name: string
  readonly card: 'empty' | 'present' | 'mute'
  /** Its answer to reset is one of a card that is never touched. */
  readonly foreign: boolean
}

export type ReaderUse = 'blank-cards' | 'own-card' | 'free'
export type KeepOff = 'own-card-reader' | 'own-card'

export interface ReaderChoice {
  /** The reader to offer first; absent when a person has to say. */
  readonly suggested: string | undefined
  readonly readers: readonly { readonly name: string; readonly use: ReaderUse; readonly keepOff: KeepOff | undefined }[]
}

export function chooseReader(readers: readonly ReaderSeen[], pins: ReaderPins): ReaderChoice {
  const uses = assignPins(
    readers.map(({ name }) => name),
    pins,
  )
  const judged = readers.map((reader) => ({
    ...reader,
    use: uses.get(reader.name) ?? ('free' as const),
    keepOff: keepOff(reader, uses.get(reader.name)),
  }))
  const open = judged.filter((reader) => reader.keepOff === undefined)
  // The own card's reader may be one of several alike, and which one cannot be told: a person has to say before any of them is looked into.
  const lost = pins.ownCard !== undefined && ![...uses.values()].includes('own-card') ? readerModel(pins.ownCard) : undefined
  return {
    suggested: suggest(open.filter(({ name }) => readerModel(name) !== lost)),
    readers: judged.map(({ name, use, keepOff: why }) => ({ name, use, keepOff: why })),
  }
}

/** The pin of the own card is settled first: when in doubt, hands off. */
function assignPins(names: readonly string[], { blankCards, ownCard }: ReaderPins): ReadonlyMap<string, ReaderUse> {
  const uses = new Map<string, ReaderUse>()
  const own = findPinnedReader(ownCard, names, blankCards !== undefined && names.includes(blankCards) ? [blankCards] : [])
  if (own !== undefined) uses.set(own, 'own-card')
  const blank = findPinnedReader(blankCards, names, own === undefined ? [] : [own])
  if (blank !== undefined && blank !== own) uses.set(blank, 'blank-cards')
  return uses
}

function keepOff(reader: ReaderSeen, use: ReaderUse | undefined): KeepOff | undefined {
  if (use === 'own-card') return 'own-card-reader'
  return reader.card === 'present' && reader.foreign ? 'own-card' : undefined
}

/** The pinned one; else the only one with a card; else the only one there is. */
function suggest(
  open: readonly { readonly name: string; readonly card: ReaderSeen['card']; readonly use: ReaderUse }[],
): string | undefined {
  const pinned = open.find(({ use }) => use === 'blank-cards')
  if (pinned) return pinned.name
  const holding = open.filter(({ card }) => card === 'present')
  if (holding.length === 1) return holding[0]!.name
  return open.length === 1 ? open[0]!.name : undefined
}
