/**
 * Messages about damaged files of RA Desk. Agents do not know internal files, so they get one sentence and a reference; what the reference
 * stands for is on the Workstation page, for support.
 */
import type { Finding } from '../client/case-client.ts'
import { formatCount } from './format.ts'

type Kind = Finding['kind']

/** Printed in messages and in reports to support: never change or reuse one. */
export const findingReferences: Readonly<Record<Kind, string>> = {
  'journal-repaired': 'F01',
  'journal-second-repaired': 'F02',
  'audit-record-damaged': 'F05',
  'scans-missing': 'F10',
  'scans-taken-back': 'F11',
  'scans-lost': 'F12',
  'high-water-mark-missing': 'F14',
  'high-water-mark-damaged': 'F15',
  'high-water-mark-part-damaged': 'F16',
  'high-water-mark-older': 'F17',
  'journal-cut-back': 'F18',
  'keyring-repaired': 'F19',
  'key-slots-repaired': 'F20',
  'keyring-second-repaired': 'F21',
  'key-slots-second-repaired': 'F22',
  'copy-damaged': 'F26',
  'rows-lost': 'F27',
  'keys-lost': 'F28',
  'keyring-behind': 'F29',
  'keys-behind': 'F30',
  'destroyed-keys-behind': 'F31',
  'destroyed-keys-alive': 'F32',
  'folder-behind': 'F33',
}

const repaired = (files: number): string =>
  files === 1
    ? 'One RA Desk file was damaged and has been repaired. Nothing is missing.'
    : `${formatCount(files)} RA Desk files were damaged and have been repaired. Nothing is missing.`
/** The files that show whether changes are missing were lost themselves, so RA Desk cannot promise that nothing is. */
const recreated = (): string =>
  'An RA Desk file that helps to detect missing changes was lost and has been recreated. Check that the case you worked on last is complete.'

/** Kinds that share a sentence; the rest share `repaired`. */
const recreatedKinds: ReadonlySet<Kind> = new Set<Kind>(['high-water-mark-missing', 'high-water-mark-damaged'])

/** Kinds that ask the agent to do or know more. */
const ownMessages: Readonly<Partial<Record<Kind, (finding: Finding) => string>>> = {
  'audit-record-damaged': () =>
    'Entries of the record are damaged and cannot be repaired. Cases are not affected. Keep the data folder as it is and tell your RA manager.',
  'rows-lost': ({ rows = 0 }) =>
    `${rows === 0 ? 'Some saved changes are' : rows === 1 ? '1 saved change is' : `${formatCount(rows)} saved changes are`} damaged and cannot be repaired. Keep the data folder as it is and tell your RA manager: the newest backup may hold what is missing.`,
  'keys-lost': () =>
    'Some cases or scans can no longer be opened, and RA Desk cannot repair this. Keep the data folder as it is and tell your RA manager: the newest backup may hold what is missing.',
  'scans-missing': () => 'RA Desk is repairing a damaged file of scans. You can continue to work.',
  'scans-lost': ({ cases = [] }) =>
    `Some scans or pictures can no longer be opened in ${cases.length === 1 ? 'this case' : 'these cases'}: ${cases.join(', ')}. Everything else in ${cases.length === 1 ? 'it' : 'them'} is safe. If you still need a scan, attach it again. Tell your RA manager.`,
  'journal-cut-back': ({ frames }) =>
    `${frames === undefined ? 'Saved changes are' : frames === 1 ? '1 saved change is' : `${formatCount(frames)} saved changes are`} missing. Someone may have replaced the data folder with an old copy. Do not register anyone on this computer until your RA manager has checked it.`,
  'keyring-behind': () =>
    'The list of agents on this computer was replaced with an older copy. The cases are safe. Tell your RA manager, who checks who can sign in, and find out who or what put the old copy back.',
  'keys-behind': () =>
    'The keys of cases on this computer were replaced with an older copy. Cases and scans from after that day may not open; the others are safe. Keep the data folder as it is and tell your RA manager: the newest backup holds what is missing.',
  'destroyed-keys-behind': () =>
    'The list of what was deleted on this computer was replaced with an older copy, or changed. The cases are safe. Do not restore a backup until your RA manager has checked it: deleted data could come back.',
  'destroyed-keys-alive': () =>
    'Deleted data had been put back into the data folder, and RA Desk has deleted it again. The cases are safe. Tell your RA manager, and find out who or what put the old files back.',
  'folder-behind': ({ frames }) =>
    `A backup holds ${frames === undefined ? 'more' : frames === 1 ? '1 more change' : `${formatCount(frames)} more changes`} than this computer. Someone may have replaced the data folder with an old copy, or restored an older backup. What is here is safe. Do not register anyone on this computer until your RA manager has checked it; the backup has what is missing.`,
  'copy-damaged': () => 'One RA Desk file is damaged. Nothing is missing. Close RA Desk and start it again to repair the file.',
}

export interface FindingMessage {
  readonly message: string
  /** References of the findings that this sentence covers. */
  readonly references: readonly string[]
}

/** One sentence for all findings of a sort; a sentence each for those that ask for more. */
export function describeFindings(findings: readonly Finding[]): readonly FindingMessage[] {
  const own = (finding: Finding) => ownMessages[finding.kind]?.(finding)
  const referencesOf = (some: readonly Finding[]) => [...new Set(some.map(({ kind }) => findingReferences[kind]))]
  const shared = findings.filter((finding) => own(finding) === undefined)
  const groups = [
    { some: shared.filter(({ kind }) => recreatedKinds.has(kind)), sentence: recreated },
    { some: shared.filter(({ kind }) => !recreatedKinds.has(kind)), sentence: repaired },
  ]
  return [
    ...findings.flatMap((finding) => {
      const message = own(finding)
      return message === undefined ? [] : [{ message, references: referencesOf([finding]) }]
    }),
    ...groups.flatMap(({ some, sentence }) =>
      some.length === 0 ? [] : [{ message: sentence(some.length), references: referencesOf(some) }],
    ),
  ]
}

/** For support: what a reference stands for, with the file and how many pieces of scans were restored. Holds no personal data. */
export function describeForSupport({ kind, file, pieces, takenBack }: Finding): string {
  const restored = pieces === undefined ? '' : `, ${formatCount(takenBack ?? 0)} of ${formatCount(pieces)} pieces restored`
  return `${findingReferences[kind]}: ${kind}, ${file}${restored}`
}

const results = new Set<Kind>(['scans-taken-back', 'scans-lost'])

/** Removes repeats, and “is being repaired” for each file of scans that has a result. */
export function latestFindings(found: readonly Finding[]): Finding[] {
  const finished = new Set(found.filter(({ kind }) => results.has(kind)).map(({ file }) => file))
  const latest = new Map<string, Finding>()
  for (const finding of found)
    if (finding.kind !== 'scans-missing' || !finished.has(finding.file)) latest.set(`${finding.kind} ${finding.file}`, finding)
  return [...latest.values()]
}
