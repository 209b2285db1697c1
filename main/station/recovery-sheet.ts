/** The recovery key while it waits to be printed and typed back: saved as a sheet, then confirmed by one of its groups. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { Reply } from '../../preload/contract.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Clock, Fonts, Practice, RandomNumbers } from '../ports.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import { replaceRecoveryKey } from '../vault/agent-access.ts'
import type { KeyRotationFailureCode } from '../vault/key-rotation.ts'
import type { VaultAccess } from '../vault/vault-access.ts'
import type { RotationNoteFailureCode } from './key-version-note.ts'
import type { UnlockedSession } from './unlocked-session.ts'

export interface RecoverySheet {
  /** A new recovery key waits to be printed. */
  keep(recoveryKey: string): void
  forget(): void
  /** Saves the sheet where the agent chooses. If its key is no longer in memory, the station gets a new one first. */
  save(): Promise<Reply<'station.saveRecoverySheet'>>
  askGroup(): Reply<'station.askRecoveryGroup'>
  confirm(group: number, typed: string): Promise<Reply<'station.confirmRecoveryKey'>>
}

export type RecoverySheetDeps = Clock &
  Fonts &
  Practice &
  RandomNumbers & {
    readonly signedIn: () => UnlockedSession
    readonly vaultAccess: VaultAccess
    readonly saveFile: SaveFile
  }

export function createRecoverySheet(deps: RecoverySheetDeps): RecoverySheet {
  let recoveryKey: string | undefined

  /** The first sheet was never confirmed and its key has left memory: a new key is made, and the old one opens nothing from then on. */
  async function getKey(): Promise<Result<string, KeyRotationFailureCode | RotationNoteFailureCode>> {
    if (recoveryKey !== undefined) return ok(recoveryKey)
    const { vault, keyVersion } = deps.signedIn()
    const replaced = await replaceRecoveryKey({ vault, vaultAccess: deps.vaultAccess })
    if (!replaced.ok) return replaced
    recoveryKey = replaced.value
    const noted = await keyVersion.noteRotation('recovery-key-replaced', {})
    return noted.ok ? ok(replaced.value) : noted
  }

  return {
    keep: (made) => {
      recoveryKey = made
    },
    forget: () => {
      recoveryKey = undefined
    },
    save: async () => {
      const key = await getKey()
      if (!key.ok) return key
      const { makeRecoverySheet } = await import('../documents/recovery-sheet.ts')
      const { settings, desk } = deps.signedIn()
      const sheet = await makeRecoverySheet(
        {
          stationName: settings.current().settings.serviceProvider.name,
          madeOn: plainDateOf(deps.now()),
          groups: key.value.split('-'),
        },
        { fonts: await deps.documentFonts(), now: deps.now().toISOString(), practice: deps.practice },
      )
      return sheet.ok ? saveNoted(desk, { action: 'recovery-sheet-saved' }, () => deps.saveFile('recovery-key.pdf', sheet.value)) : sheet
    },
    askGroup: () => (recoveryKey === undefined ? noRecoveryKey : ok({ group: deps.randomInt(1, recoveryKey.split('-').length) })),
    confirm: async (group, typed) => {
      if (recoveryKey === undefined) return noRecoveryKey
      const wanted = recoveryKey.split('-')[group - 1]
      if (wanted === undefined || readGroup(typed) !== wanted) return ok({ confirmed: false })
      const noted = await deps.signedIn().recovery.confirm()
      if (!noted.ok) return noted
      recoveryKey = undefined
      return ok({ confirmed: true })
    },
  }
}

/** As Crockford's base 32 is read: O is 0, I and L are 1. */
const readGroup = (typed: string): string => typed.trim().toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')

const noRecoveryKey = err(
  'no-recovery-key',
  'The recovery sheet has not been saved yet in this session.',
  'Save the recovery sheet first, then type the group from it.',
)
