/**
 * What the names in audit entries mean to people, to which kind of act they belong, and which are signed by the agent's own key.
 * A name that is not in the table is still shown, in its own words: an entry is never hidden because a version does not know it.
 */
import { actionOfKind } from '../case/action-name.ts'
import { journeyRules } from '../case/events.ts'
import type { JourneyRules } from '../case/rules.ts'
import { actionKinds, type ActionKind } from '../journey/words.ts'
import { details } from './action-details.ts'

export { actionKinds, type ActionKind }

interface ActionMeaning {
  readonly words: string
  readonly kind: ActionKind
  /** Signed by the agent's own key: no one else on this workstation can have made the entry. */
  readonly signed?: true
}

/** Acts that are no event of a case. */
const stationActions: Readonly<Record<string, ActionMeaning>> = {
  'card-step': { kind: 'device', words: 'A step of writing the card' },
  'evidence-stored': { kind: 'case', words: 'Stored pieces of a scan or picture' },
  'erasure-begun': { kind: 'case', words: 'Started to delete', signed: true },
  'case-erased': { kind: 'case', words: 'Deleted the whole case, as the policy says', signed: true },
  'retention-looked': { kind: 'record', words: 'Viewed what is due to be deleted' },
  'retention-paused': { kind: 'record', words: 'Deleted nothing, because the clock of this computer may be wrong' },
  'clock-confirmed': { kind: 'record', words: 'Confirmed today’s date', signed: true },

  'person-added': { kind: 'case', words: 'Added a person without a case', signed: true },
  'people-added': { kind: 'case', words: 'Added people from a report of CIM', signed: true },
  'short-entries-erased': { kind: 'case', words: 'Deleted short entries of people, as the policy says', signed: true },
  'person-corrected': { kind: 'case', words: 'Corrected the short entry of a person', signed: true },

  'cases-handed-over': { kind: 'case', words: 'Handed cases over to another workstation', signed: true },
  'handover-bundle-saved': { kind: 'document', words: 'Saved a bundle for another workstation' },
  'bundle-looked-at': { kind: 'view', words: 'Viewed a bundle from another workstation' },
  'cases-taken-over': { kind: 'case', words: 'Took cases over from another workstation', signed: true },
  'handover-receipt-saved': { kind: 'document', words: 'Saved a receipt for another workstation' },
  'handover-key-read': { kind: 'station', words: 'Read the key for the next bundle to another workstation' },
  'station-card-renewed': { kind: 'station', words: 'Made a new station card', signed: true },
  'station-card-saved': { kind: 'document', words: 'Saved the station card' },
  'station-trusted': { kind: 'station', words: 'Compared a fingerprint and trusted another workstation', signed: true },
  'station-trust-withdrawn': { kind: 'station', words: 'Withdrew trust in another workstation', signed: true },

  'work-queues-saved': { kind: 'station', words: 'Changed the saved queues of the work list' },
  'locum-granted': { kind: 'case', words: 'Added people to the National Locum log', signed: true },
  'locum-imported': { kind: 'case', words: 'Added an earlier log to the National Locum log', signed: true },
  'locum-reviewed': { kind: 'case', words: 'Reviewed access in the National Locum log', signed: true },
  'locum-revoked': { kind: 'case', words: 'Recorded a revocation in the National Locum log', signed: true },
  'locum-revocation-withdrawn': { kind: 'case', words: 'Withdrew a revocation in the National Locum log', signed: true },
  'locum-corrected': { kind: 'case', words: 'Corrected an entry of the National Locum log', signed: true },
  'locum-log-viewed': { kind: 'view', words: 'Viewed the National Locum log' },
  'locum-entry-viewed': { kind: 'view', words: 'Opened an entry of the National Locum log' },
  'locum-log-previewed': { kind: 'view', words: 'Previewed the National Locum log for printing' },
  'locum-log-saved': { kind: 'document', words: 'Saved the National Locum log' },

  'edition-imported': { kind: 'station', words: 'Imported an edition of the guidance', signed: true },
  'edition-withdrawn': { kind: 'station', words: 'Withdrew an edition of the guidance', signed: true },
  'edition-reinstated': { kind: 'station', words: 'Took an edition of the guidance back into use', signed: true },
  'update-checked': { kind: 'station', words: 'Checked an update of RA Desk', signed: true },
  'update-refused': { kind: 'station', words: 'Refused an update file' },
  'update-started': { kind: 'station', words: 'Started the installer of an update', signed: true },
  'update-not-started': { kind: 'station', words: 'Did not start the installer of an update' },

  'cim-report-imported': { kind: 'station', words: 'Imported a report of CIM', signed: true },
  'cim-rows-stored': { kind: 'station', words: 'Stored rows of a report of CIM' },
  'cim-rows-removed': { kind: 'station', words: 'Removed the rows of a report of CIM', signed: true },
  'cim-compared': { kind: 'station', words: 'Compared the reports of CIM with this workstation' },
  'cim-states-stored': { kind: 'station', words: 'Stored more states of differences with CIM' },
  'cim-differences-settled': { kind: 'station', words: 'Resolved differences with CIM', signed: true },
  'cim-differences-reopened': { kind: 'station', words: 'Reopened differences with CIM', signed: true },
  'cim-differences-viewed': { kind: 'view', words: 'Viewed the differences with CIM' },
  'cim-people-viewed': { kind: 'view', words: 'Viewed people of a report of CIM who are not known here' },
  'cim-differences-saved': { kind: 'document', words: 'Saved a list of differences with CIM', signed: true },
  'cim-differences-printed': { kind: 'document', words: 'Printed a list of differences with CIM', signed: true },
  'wind-down-started': { kind: 'case', words: 'Started a wind-down campaign', signed: true },
  'wind-down-extended': { kind: 'case', words: 'Added what came since to a wind-down campaign', signed: true },
  'wind-down-persons-added': { kind: 'case', words: 'Added people to a wind-down campaign' },
  'wind-down-decided': { kind: 'case', words: 'Decided what happens to people in a wind-down campaign', signed: true },
  'wind-down-settled': { kind: 'case', words: 'Recorded what was undone', signed: true },
  'wind-down-chased': { kind: 'case', words: 'Recorded a letter of a wind-down campaign' },
  'wind-down-meeting': { kind: 'case', words: 'Started a case to prove an identity face to face' },
  'wind-down-certified': { kind: 'case', words: 'Ended a wind-down campaign: nothing is left', signed: true },
  'wind-down-certificate-saved': { kind: 'document', words: 'Saved a nothing-left certificate', signed: true },
  'wind-down-certificate-printed': { kind: 'document', words: 'Saved a nothing-left certificate as PDF' },
  'wind-down-left-saved': { kind: 'document', words: 'Saved the list of what is left to undo' },
  'wind-down-letter-saved': { kind: 'document', words: 'Saved a letter of a wind-down campaign' },
  'wind-down-letter-previewed': { kind: 'view', words: 'Drafted a letter of a wind-down campaign' },
  'wind-down-viewed': { kind: 'view', words: 'Viewed what is to be undone' },
  'wind-down-pack-viewed': { kind: 'view', words: 'Viewed UUIDs to undo' },
  'wind-down-kept-erased': { kind: 'case', words: 'Deleted what was kept of deleted cases, because it is settled' },

  'card-renewed': { kind: 'device', words: 'Recorded that a card was renewed by its holder' },
  'card-refused': { kind: 'device', words: 'Refused a card before anything was written to it' },
  'card-attempts-confirmed': { kind: 'device', words: 'Confirmed how many attempts new cards allow' },
  'card-attempts-denied': { kind: 'device', words: 'Set a card aside because of its attempts' },
  'card-master-made': { kind: 'secret', words: 'Made the secret from which cards get their management keys' },
  'card-authority-loaded': { kind: 'station', words: 'Loaded an issuing authority', signed: true },
  'card-authority-removed': { kind: 'station', words: 'Removed the issuing authority', signed: true },
  'card-certificate-issued': { kind: 'case', words: 'Issued a certificate for a card' },
  'card-certificate-installed': { kind: 'case', words: 'Put a certificate on a card' },
  'card-template-saved': { kind: 'station', words: 'Saved a card template' },
  'card-template-reset': { kind: 'station', words: 'Returned to the standard card template' },
  'card-transcript-kept': { kind: 'device', words: 'Stored the card transcript with the case' },
  'printer-job': { kind: 'device', words: 'A step of a card through the printer' },
  batch: { kind: 'device', words: 'A step of a batch of cards' },
  'passcode-release-approved': { kind: 'secret', words: 'A second agent approved the release of a passcode' },
  'passphrase-changed': { kind: 'access', words: 'Changed a passphrase' },
  'refused-by-role': { kind: 'access', words: 'Refused: the role does not allow it' },
  'vault-key-rotated': { kind: 'access', words: 'Rotated the vault key' },
  'text-shown-for-work-phone': { kind: 'secret', words: 'Showed a text for the work phone in its own window', signed: true },
  'passcode-kept': { kind: 'secret', words: 'Stored a passcode' },
  'puk-kept': { kind: 'secret', words: 'Stored an unblocking key' },
  'phone-code-kept': { kind: 'secret', words: 'Stored a 6-digit code' },
  'secret-destroyed': { kind: 'secret', words: 'Destroyed a stored secret' },

  'case-viewed': { kind: 'view', words: 'Opened the case' },
  'person-viewed': { kind: 'view', words: 'Opened a person with all their cases' },
  'person-compared': { kind: 'view', words: 'Compared a person with the registrant of a case' },
  'people-listed': { kind: 'view', words: 'Viewed the list of people' },
  'evidence-viewed': { kind: 'view', words: 'Opened a scan or picture' },
  'document-previewed': { kind: 'view', words: 'Previewed a document' },
  'card-transcript-viewed': { kind: 'view', words: 'Viewed the card transcript' },
  'card-looked-at': { kind: 'view', words: 'Inspected a card' },
  'record-viewed': { kind: 'view', words: 'Viewed the record' },

  'document-printed': { kind: 'document', words: 'Sent a document to a printer' },
  'perhaps-printed': { kind: 'document', words: 'Could not tell whether it was printed' },
  'document-saved': { kind: 'document', words: 'Saved a document' },
  'not-saved': { kind: 'document', words: 'Cancelled saving it' },
  'photograph-copied': { kind: 'document', words: 'Copied the photograph to the clipboard' },
  'photograph-dragged': { kind: 'document', words: 'Dragged the photograph out of the window' },
  'file-saved': { kind: 'document', words: 'Saved a file' },
  'card-transcript-saved': { kind: 'document', words: 'Saved a card transcript' },
  'record-exported': { kind: 'document', words: 'Exported the record', signed: true },

  unlocked: { kind: 'access', words: 'Unlocked RA Desk' },
  recovered: { kind: 'access', words: 'Signed in with the recovery key', signed: true },
  locked: { kind: 'access', words: 'RA Desk was locked' },
  'unlock-failed': { kind: 'access', words: 'Wrong passphrases before this' },
  'recovery-failed': { kind: 'access', words: 'Wrong recovery keys before this' },
  'recovery-sheet-saved': { kind: 'access', words: 'Saved a recovery sheet', signed: true },
  'recovery-sheet-printed': { kind: 'access', words: 'Printed a recovery sheet', signed: true },
  'recovery-sheet-deleted': { kind: 'access', words: 'Deleted the saved file of a recovery sheet' },
  'not-printed': { kind: 'document', words: 'It was not printed' },
  restored: { kind: 'access', words: 'Restored this station from a backup', signed: true },
  'recovery-key-confirmed': { kind: 'access', words: 'Typed the recovery key back' },

  'card-printer-chosen': { kind: 'station', words: 'Chose the card printer', signed: true },
  'modem-changed': { kind: 'device', words: 'Changed the modem', signed: true },
  'policy-kept': { kind: 'station', words: 'Stored the policy of this workstation' },
  'policy-changed': { kind: 'station', words: 'The policy in force changed with its file' },
  'policy-held': { kind: 'station', words: 'Did not follow the policy file: it asks for less, or cannot be read' },
  'policy-agreed': { kind: 'station', words: 'Agreed to a weaker policy', signed: true },
  'station-set-up': { kind: 'station', words: 'Set the station up' },
  'settings-saved': { kind: 'station', words: 'Changed the settings', signed: true },

  'restored-from-backup': { kind: 'station', words: 'The station continues from a backup', signed: true },
  'backup-made': { kind: 'station', words: 'Made a backup' },
  'backups-erasure-begun': { kind: 'station', words: 'Started to delete older backups that hold deleted items', signed: true },
  'backups-erased': { kind: 'station', words: 'Deleted older backups that held deleted items', signed: true },
  'backup-failed': { kind: 'station', words: 'A backup could not be made' },
  'backup-folder-chosen': { kind: 'station', words: 'Chose where backups go', signed: true },
  'restore-drilled': { kind: 'station', words: 'Tested the newest backup by restoring it' },

  'clock-set-back': { kind: 'clock', words: 'The clock of this computer was set back' },
  'clock-set-forward': { kind: 'clock', words: 'The clock of this computer jumped ahead, or the computer slept' },
  'time-zone-changed': { kind: 'clock', words: 'The time zone of this computer changed' },

  'database-wiped': { kind: 'record', words: 'Found the database empty' },
  'database-altered': { kind: 'record', words: 'Found that the database differs from the record' },
  'database-ahead': { kind: 'record', words: 'Found the journal older than the database' },
  'database-rebuilt': { kind: 'record', words: 'Built the database again from the record' },
  'journal-repaired': { kind: 'record', words: 'Repaired the journal from its second copy' },
  'journal-second-repaired': { kind: 'record', words: 'Made the second copy of the journal again' },
  'audit-record-damaged': { kind: 'record', words: 'Found entries of the record damaged in both copies' },
  'keys-lost': { kind: 'record', words: 'Found keys of cases missing in both copies' },
  'rows-lost': { kind: 'record', words: 'Found saved changes damaged in both copies' },
  'scans-taken-back': { kind: 'record', words: 'Restored pieces of a scan from the database' },
  'scans-lost': { kind: 'record', words: 'Found pieces of scans missing everywhere' },
  'scans-missing': { kind: 'record', words: 'Found pieces of scans missing or damaged' },
  'high-water-mark-missing': { kind: 'record', words: 'Found the high-water mark of the journal missing' },
  'high-water-mark-damaged': { kind: 'record', words: 'Found the high-water mark of the journal damaged' },
  'journal-cut-back': { kind: 'record', words: 'Found the journal cut back: saved changes are missing' },
  'keyring-repaired': { kind: 'record', words: 'Repaired the file of keys from its second copy' },
  'keyring-second-repaired': { kind: 'record', words: 'Made the second copy of the file of keys the same as the first' },
  'key-slots-second-repaired': {
    kind: 'record',
    words: 'Made the second copy of the file with the key slots the same as the first',
  },
  'high-water-mark-part-damaged': { kind: 'record', words: 'Found one of the two places of the high-water mark damaged' },
  'high-water-mark-older': { kind: 'record', words: 'Found the high-water mark older than the journal' },
  'copy-damaged': { kind: 'record', words: 'Found one of two copies of a file damaged' },
  'key-slots-repaired': { kind: 'record', words: 'Repaired the file with the key slots from its second copy' },

  'keyring-behind': { kind: 'record', words: 'Found the file of the station and its agents older than the record' },
  'keys-behind': { kind: 'record', words: 'Found the keys of cases older than the record' },
  'destroyed-keys-behind': { kind: 'record', words: 'Found the list of destroyed keys shortened, changed or older than the record' },
  'folder-behind': { kind: 'record', words: 'Found a backup that holds more than the record: the data folder may be an old copy' },
  'destroyed-keys-alive': { kind: 'record', words: 'Found destroyed keys in the data folder again, and destroyed them' },
  'case-lines-made': { kind: 'record', words: 'Made the index of the cases again' },
  'checkpoint-made': { kind: 'record', words: 'Signed a checkpoint' },
  'code-compared': { kind: 'record', words: 'Compared a record code from paper' },
}

/** What the events of the journey are called in the record. */
export const eventActions = (rules: JourneyRules): Readonly<Record<string, ActionMeaning>> =>
  Object.fromEntries([...rules.events].map(([kind, { record }]) => [actionOfKind(kind), record]))

const meanings: Readonly<Record<string, ActionMeaning>> = {
  ...eventActions(journeyRules),
  ...stationActions,
}

export const TIME_ZONE_CHANGED = 'time-zone-changed'
export const isClockAction = (name: string): boolean => meanings[name]?.kind === 'clock'

export function isSignedAction(action: string): boolean {
  return action.split(' ').some((name) => meanings[name]?.signed === true)
}

export function kindOfAction(action: string): ActionKind {
  return meanings[action.split(' ')[0]!]?.kind ?? 'case'
}

/** One entry in words. Names apart by spaces are several acts in one frame, or an act and what it was about. */
export function describeAction(action: string): string {
  const [first = '', ...rest] = action.split(' ')
  const more = rest.map((name) => meanings[name]?.words ?? details[name] ?? countOf(name) ?? zoneOf(name) ?? spaced(name))
  return [meanings[first]?.words ?? capital(spaced(first)), ...more].join(', ')
}

/** `times-3`, `size-214`, `seconds-7200`. */
function countOf(name: string): string | undefined {
  const [, what, count] = /^(times|size|seconds)-(\d+)$/.exec(name) ?? []
  if (what === 'times') return count === '1' ? 'once' : `${count} times`
  if (what === 'size') return `over ${count} entries`
  return what === 'seconds' ? `by ${inWords(Number(count))}` : undefined
}

function inWords(seconds: number): string {
  const [value, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7_200
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 172_800
          ? [Math.round(seconds / 3_600), 'hour']
          : [Math.round(seconds / 86_400), 'day']
  return `${value} ${unit}${value === 1 ? '' : 's'}`
}

/** A name that begins with a capital is a time zone, `Europe--London`. */
const zoneOf = (name: string): string | undefined => (/^[A-Z]/.test(name) ? `time zone ${name.replaceAll('--', '/')}` : undefined)

/** The IANA name of a time zone as it may stand in an entry. */
export function zoneName(timeZone: string): string {
  return capital(timeZone)
    .replaceAll('/', '--')
    .replaceAll('+', 'plus')
    .replace(/[^a-zA-Z0-9-]/g, '-')
}

const spaced = (name: string): string =>
  name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll('-', ' ')
    .trim()
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
