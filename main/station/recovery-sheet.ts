/**
 * The recovery key while it waits to be printed and typed back. A key that replaces another is in force only once it was typed back: until
 * then the sheet that the station has opens it. `main` asks for the group, and three wrong ones end it.
 */
import { err, ok, type Result } from '../../domain/result.ts'
import type { Reply } from '../../preload/contract.ts'
import type { RandomNumbers } from '../ports.ts'
import { createRecoveryOutput, type RecoveryOutputDeps } from './recovery-output.ts'
import { replaceRecoveryKey } from '../vault/agent-access.ts'
import { forgetFresh, type FreshRecoveryKey } from '../vault/fresh-key-slots.ts'
import type { KeyRotationFailureCode } from '../vault/key-rotation.ts'
import type { VaultAccess } from '../vault/vault-access.ts'
import type { UnlockedSession } from './unlocked-session.ts'

const ATTEMPTS = 3

export interface RecoverySheet {
  /** A recovery key that is in force already waits to be printed: of a new station, or after recovery. */
  keep(recoveryKey: string): void
  forget(): void
  /** Saves the sheet where the agent chooses. If no key waits, a new one is prepared; the station keeps the old one until it was typed back. */
  save(): Promise<Reply<'station.saveRecoverySheet'>>
  /** Opens the system's print dialog with the sheet. */
  print(): Promise<Reply<'station.printRecoverySheet'>>
  /** Deletes the files that `save` made since sign-in. */
  deleteSaved(): Promise<Reply<'station.deleteRecoverySheet'>>
  /** The same group until it was answered. Never the last one, which is the check character. */
  askGroup(): Reply<'station.askRecoveryGroup'>
  confirm(typed: string): Promise<Reply<'station.confirmRecoveryKey'>>
}

export type RecoverySheetDeps = Omit<RecoveryOutputDeps, 'signedIn'> &
  RandomNumbers & {
    readonly signedIn: () => UnlockedSession
    readonly vaultAccess: Pick<VaultAccess, 'prepareRecovery'>
  }

interface WaitingKey {
  readonly printed: string
  /** Absent once it is in force. */
  fresh?: FreshRecoveryKey['fresh'] | undefined
  /** In force, and the record does not say so yet. */
  isToBeNoted?: boolean
  /** From 1, as printed. */
  askedGroup?: number | undefined
  attemptsLeft: number
}

export function createRecoverySheet(deps: RecoverySheetDeps): RecoverySheet {
  let waiting: WaitingKey | undefined
  const output = createRecoveryOutput(deps)

  const forget = () => {
    if (waiting?.fresh) forgetFresh(waiting.fresh)
    waiting = undefined
  }
  async function prepare(): Promise<Result<WaitingKey, 'not-trusted'>> {
    if (waiting !== undefined) return ok(waiting)
    const { vault } = deps.signedIn()
    if (vault.agent.role !== 'raManager') return managersOnly
    const { fresh, printed } = await deps.vaultAccess.prepareRecovery()
    waiting = { printed, fresh, attemptsLeft: ATTEMPTS }
    return ok(waiting)
  }
  async function putInForce(key: WaitingKey): Promise<Result<void, KeyRotationFailureCode | 'not-noted'>> {
    const { vault, keyVersion, recovery } = deps.signedIn()
    if (key.fresh !== undefined) {
      const replaced = await replaceRecoveryKey(vault, key.fresh)
      if (!replaced.ok) return replaced
      key.fresh = undefined
      key.isToBeNoted = true
    }
    if (key.isToBeNoted) {
      const noted = await keyVersion.noteRotation('recovery-key-replaced', {})
      if (!noted.ok) return notNoted
      key.isToBeNoted = false
    }
    const confirmed = await recovery.confirm()
    return confirmed.ok ? confirmed : notNoted
  }
  function refuse(key: WaitingKey): Reply<'station.confirmRecoveryKey'> {
    key.attemptsLeft -= 1
    key.askedGroup = undefined
    const { attemptsLeft } = key
    if (attemptsLeft === 0) forget()
    return ok({ confirmed: false, attemptsLeft })
  }

  return {
    keep: (printed) => {
      forget()
      waiting = { printed, attemptsLeft: ATTEMPTS }
    },
    forget: () => {
      forget()
      output.forget()
    },
    save: async () => {
      const key = await prepare()
      return key.ok ? output.save(key.value) : key
    },
    print: async () => {
      const key = await prepare()
      return key.ok ? output.print(key.value) : key
    },
    deleteSaved: output.deleteSaved,
    askGroup: () => {
      if (waiting === undefined) return noRecoveryKey
      waiting.askedGroup ??= deps.randomInt(1, waiting.printed.split('-').length)
      return ok({ group: waiting.askedGroup })
    },
    confirm: async (typed) => {
      const key = waiting
      if (key === undefined) return noRecoveryKey
      if (key.askedGroup === undefined) return noGroupAsked
      if (readGroup(typed) !== key.printed.split('-')[key.askedGroup - 1]) return refuse(key)
      const confirmed = await putInForce(key)
      if (!confirmed.ok) return confirmed
      if (waiting === key) forget()
      return ok({ confirmed: true, attemptsLeft: key.attemptsLeft })
    },
  }
}

/** As Crockford's base 32 is read: O is 0, I and L are 1. */
const readGroup = (typed: string): string => typed.trim().toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')

const noRecoveryKey = err(
  'no-recovery-key',
  'No recovery sheet waits to be typed back.',
  'Save the recovery sheet first, then type the group from it.',
)
const noGroupAsked = err(
  'no-recovery-key',
  'RA Desk has not asked for a group of the recovery key yet.',
  'Choose "I already have the sheet". RA Desk then says which group to type.',
)
const notNoted = err(
  'not-noted',
  'The group is right and this recovery key is in force, but RA Desk could not save that you typed it back.',
  'Free some disk space and type the group again. Keep this sheet: the one before it no longer works.',
)
const managersOnly = err(
  'not-trusted',
  'Only an RA manager can make a new recovery key. The recovery sheet of this workstation still opens it.',
  'Ask an RA manager to sign in and do it.',
)
