/** What stands on the recovery sheet, saved as a PDF or printed at once. */

export interface RecoverySheet {
  readonly stationName: string
  /** Plain date on which the key was made, `2026-11-23`. */
  readonly madeOn: string
  /** The key in the groups in which people read it out and type it, with its check character. */
  readonly groups: readonly string[]
}

export const recoveryParts: readonly { readonly heading: string; readonly points: readonly string[] }[] = [
  {
    heading: 'What this is',
    points: [
      'This key opens the records of the workstation named above when no RA agent can: after a forgotten passphrase, when an agent has left, or to restore a backup on another computer.',
      'A person with this sheet and a copy of the records can read every case. This key cannot be made again, and RA Desk keeps no copy of it.',
    ],
  },
  {
    heading: 'How to keep it',
    points: [
      'Print it once. Do not photograph, scan, email or type it into anything other than RA Desk.',
      'Put it in an envelope, seal it, sign across the seal and lock it in a safe, away from the workstation and from its backups.',
      'Write below who sealed it and where it is kept. Check every six months that the seal is unbroken.',
    ],
  },
  {
    heading: 'If you need it',
    points: [
      'On the screen where RA Desk asks for a passphrase, choose the recovery key instead and type the groups in order, starting with 1.',
      'Afterwards, seal it in a new envelope and tell the RA manager who opened it, when and why.',
    ],
  },
]

export const keepingFields = ['Sealed by', 'Kept at', 'Date and signature'] as const
export const recoveryFoot = 'RA Desk recovery sheet. Keep sealed.'
