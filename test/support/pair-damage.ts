/**
 * Ways to damage a backup of changes together with the whole backup that it needs: another whole backup beside it, and lines moved between
 * the two. Damage to one of the files alone is in `backup-damage.ts`.
 */
import { signAnew, type Line } from './backup-damage.ts'
import type { FaultRun } from '../faults/suites.ts'

type Random = FaultRun['random']

/** Both files as they lie on a stick. `whole`: `undefined` if it is not there. */
export interface PairFiles {
  readonly whole: Buffer | undefined
  readonly changes: Buffer
}

/** Other backups of the same station. */
export interface OtherFiles {
  readonly older: Buffer
  readonly newer: Buffer
}

/** Something else lies where the whole backup has to be. */
export const exchanges: Readonly<Record<string, (files: PairFiles, others: OtherFiles) => Buffer | undefined>> = {
  'an older whole backup': (_, { older }) => older,
  'a newer whole backup': (_, { newer }) => newer,
  'the changes themselves': ({ changes }) => changes,
  nothing: () => undefined,
}

/** Of both files, line by line. */
export interface PairLines {
  readonly whole: Line[]
  readonly changes: Line[]
}

/** Found although both are signed again with the workstation's own key, and the changes name that whole backup. */
export const movedAndFound: Readonly<Record<string, (lines: PairLines) => void>> = {
  'the first entry of the changes moved into the whole backup': ({ whole, changes }) => {
    const from = changes.find(({ entries }) => entries?.length)!
    whole.findLast(({ entries }) => entries)!.entries!.push(from.entries!.shift()!)
    countAgain(whole, changes)
  },
  'the last entry of the whole backup moved into the changes': ({ whole, changes }) => {
    const from = whole.findLast(({ entries }) => entries?.length)!
    changes.find(({ entries }) => entries)!.entries!.unshift(from.entries!.pop()!)
    countAgain(whole, changes)
  },
  'the ends exchanged': ({ whole, changes }) => {
    const [one, other] = [whole.pop()!, changes.pop()!]
    whole.push(other)
    changes.push(one)
  },
  'the heads exchanged': ({ whole, changes }) => {
    ;[whole[0], changes[0]] = [changes[0]!, whole[0]!]
  },
}

/** Likewise, and only the signatures and the digest of the whole backup in the changes can show them. */
export const movedAndBound: Readonly<Record<string, (lines: PairLines, random: Random) => void>> = {
  'a new case moved into the whole backup': ({ whole, changes }, random) => {
    const known = new Set(whole.map(nameOf))
    moveRow(
      changes,
      whole,
      pick(
        changes.filter((line) => line.row?.table === 'cases' && !known.has(nameOf(line))),
        random,
      ),
    )
  },
  'a changed case moved into the whole backup, in place of the older one': ({ whole, changes }, random) => {
    const moved = pick(
      changes.filter((line) => line.row?.table === 'cases' && whole.some((each) => nameOf(each) === nameOf(line))),
      random,
    )
    whole.splice(
      whole.findIndex((line) => nameOf(line) === nameOf(moved)),
      1,
    )
    moveRow(changes, whole, moved)
  },
  'a case of the whole backup moved into the changes': ({ whole, changes }, random) => {
    const changed = new Set(changes.map(nameOf))
    moveRow(
      whole,
      changes,
      pick(
        whole.filter((line) => line.row?.table === 'cases' && !changed.has(nameOf(line))),
        random,
      ),
    )
  },
  'the key of a new case moved into the whole backup': ({ whole, changes }, random) => moveKey(changes, whole, random),
  'the key of a case of the whole backup moved into the changes': ({ whole, changes }, random) => moveKey(whole, changes, random),
}

/** By a person who has the workstation's own key: each file is right in itself. */
export function signBoth({ whole, changes }: PairLines): void {
  signAnew(whole)
  signAnew(changes)
}

/** Likewise, and the changes name that whole backup. */
export function signAndLink({ whole, changes }: PairLines): void {
  signAnew(whole)
  const base = changes[0]!.head!['base'] as { digest: string } | undefined
  if (base !== undefined) base.digest = whole.at(-1)!.end!.digest
  signAnew(changes)
}

const nameOf = ({ row }: Line): string | undefined => row && `${row.table} ${row.id}`

function moveRow(from: Line[], to: Line[], line: Line): void {
  from.splice(from.indexOf(line), 1)
  to.splice(
    to.findIndex(({ entries }) => entries),
    0,
    line,
  )
  countAgain(from, to)
}

function moveKey(from: Line[], to: Line[], random: Random): void {
  const { keys } = from.find((line) => line.keys)!
  const moved = pick(
    keys!.filter(({ purpose }) => purpose === 'case'),
    random,
  )
  keys!.splice(keys!.indexOf(moved), 1)
  to.find((line) => line.keys)!.keys!.push(moved)
  countAgain(from, to)
}

function countAgain(...files: readonly (readonly Line[])[]): void {
  for (const lines of files)
    Object.assign(lines.at(-1)!.end!, {
      keys: lines.reduce((sum, { keys = [] }) => sum + keys.length, 0),
      rows: lines.filter(({ row }) => row).length,
      entries: lines.reduce((sum, { entries = [] }) => sum + entries.length, 0),
    })
}

const pick = <Item>(items: readonly Item[], random: Random): Item => items[random(items.length)]!
