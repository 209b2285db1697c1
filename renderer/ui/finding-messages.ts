/** What was found in the record's own files, in words: what happened, what is safe, what to do. */
import type { Finding } from '../client/case-client.ts'
import { formatCount } from './index.ts'

export const findingWords: Record<Finding['kind'], (finding: Finding) => string> = {
  'journal-repaired': () => 'The journal was damaged. It was mended from its second copy; nothing is missing.',
  'journal-second-repaired': () => 'The second copy of the journal was damaged and has been made again. Nothing is missing.',
  'audit-record-repaired': () => 'The record of who did what was damaged. It was mended from its second copy; nothing is missing.',
  'audit-record-second-repaired': () =>
    'The second copy of the record of who did what was damaged and has been made again. Nothing is missing.',
  'audit-record-damaged': () =>
    'The older part of the record of who did what is damaged in both copies. Cases are not touched. Tell your RA manager, and keep the folder as it is.',
  'snapshot-damaged': ({ file }) =>
    `A snapshot (${file}) was damaged and was not used. The one before it and the journal gave the same; nothing is missing.`,
  'snapshot-missing': ({ file }) =>
    `An older state of the record (${file}) was missing. It is kept only in case the newer ones are damaged; nothing else is missing.`,
  'segment-missing': ({ file }) =>
    `An older part of the journal (${file}) was missing. It is kept only in case snapshots are damaged; nothing else is missing.`,
  'segment-damaged': ({ file }) =>
    `An older part of the journal (${file}) is damaged. It is kept only in case snapshots are damaged; nothing is missing.`,
  'scans-missing': ({ file }) =>
    `A file of scans (${file}) is missing or damaged. RA Desk is taking what was in it back from the database.`,
  'scans-taken-back': ({ file, pieces = 0, takenBack = 0 }) =>
    pieces === 0
      ? `A file of scans (${file}) was damaged where no piece of a scan lies that is still needed. It has been written anew; nothing is missing.`
      : `A file of scans (${file}) was missing or damaged. ${formatCount(takenBack)} of ${formatCount(pieces)} pieces were taken back from the database; nothing is missing.`,
  'scans-lost': ({ file, pieces = 0, takenBack = 0, cases = [] }) =>
    `A file of scans (${file}) is missing or damaged. ${formatCount(takenBack)} of ${formatCount(pieces)} pieces could be taken back from the database. A scan or picture can no longer be opened in ${cases.length === 1 ? 'this case' : 'these cases'}: ${cases.join(', ')}. Everything else in ${cases.length === 1 ? 'it' : 'them'} is there. Attach it again where it is still needed, and tell your RA manager.`,
  'older-scans-missing': ({ file }) =>
    `An older file of scans (${file}) is missing or damaged. It is kept only in case newer files are damaged; nothing is missing.`,
  'high-water-mark-missing': () => 'The file that says how far the journal had come was missing and has been made again.',
  'high-water-mark-damaged': () => 'The file that says how far the journal had come was damaged and has been made again.',
  'high-water-mark-part-damaged': () =>
    'A part of the file that says how far the journal had come was damaged and has been made again. Nothing is missing.',
  'high-water-mark-older': () =>
    'The file that says how far the journal had come was older than the journal and has been made again. Nothing is missing.',
  'journal-cut-back': ({ frames }) =>
    `The journal is older than it was: ${frames === undefined ? 'saved changes are' : frames === 1 ? '1 saved change is' : `${formatCount(frames)} saved changes are`} missing. The folder may have been put back from an old copy. Do not register anyone on this computer until your RA manager has looked at it.`,
  'keyring-repaired': () => 'The file of keys was damaged. Its second copy was used; nothing is missing.',
  'key-slots-repaired': () => 'The file that guards the vault key was damaged. Its second copy was used; nothing is missing.',
  'keyring-second-repaired': () =>
    'The second copy of the file of keys was damaged or older and has been made again; a power cut while something is saved can do that. Nothing is missing.',
  'key-slots-second-repaired': () =>
    'The second copy of the file that guards the vault key was damaged or older and has been made again; a power cut while something is saved can do that. Nothing is missing.',
  'files-list-repaired': () => 'The list of what the folder must hold was damaged. It was mended from its second copy; nothing is missing.',
  'files-list-second-repaired': () =>
    'The second copy of the list of what the folder must hold was damaged and has been made again. Nothing is missing.',
  'files-list-missing': () =>
    'The list of what the folder must hold was missing or damaged in both copies and has been made again from what is there.',
  'copy-damaged': ({ file }) =>
    `One of two copies (${file}) was damaged while RA Desk was open. The other copy is whole; close RA Desk and start it again, and it is mended.`,
}

const accounts = new Set<Finding['kind']>(['scans-taken-back', 'scans-lost'])

/** Each thing once, and of a file of scans what became of it when that is known. */
export function findingsToSay(found: readonly Finding[]): Finding[] {
  const settled = new Set(found.filter(({ kind }) => accounts.has(kind)).map(({ file }) => file))
  const said = new Map<string, Finding>()
  for (const finding of found)
    if (finding.kind !== 'scans-missing' || !settled.has(finding.file)) said.set(`${finding.kind} ${finding.file}`, finding)
  return [...said.values()]
}
