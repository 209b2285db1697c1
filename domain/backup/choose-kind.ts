/** Whether the next backup is a whole one, or holds only what changed since the last whole one. */

/** A whole backup is made at least this often, so that no restore rests on an old file. */
export const WHOLE_EVERY_DAYS = 7
/** From this part of the whole backup on, changes are no longer worth a file that needs a second one. */
const LARGEST_PART = 1 / 4

/** What has to be the same as when the whole backup was made. */
export interface BackupSetting {
  readonly appVersion: string
  readonly keyVersion: number
  /** `age1…`: who can open it. */
  readonly recipients: readonly string[]
  /** Bytes of the list of destroyed keys. */
  readonly destroyed: number
  /** Digest of the limits of retention: the days of all keys follow from them. */
  readonly limits: string
}

export interface KindFacts {
  readonly now: Date
  /** A whole backup whose file is in the folder. */
  readonly base: BackupSetting & {
    readonly madeAt: string
    /** It was restored in a test. */
    readonly isTested: boolean
    /** Its file is the one that was written, as far as a look at its ends tells. */
    readonly isUnaltered: boolean
    /** The record still continues what it holds, and the newest of its keys is still there. */
    readonly isContinued: boolean
  }
  readonly setting: BackupSetting
}

export type WholeReason =
  | 'not-tested'
  | 'altered'
  | 'other-version'
  | 'other-recipients'
  | 'key-rotated'
  | 'key-destroyed'
  | 'other-limits'
  | 'other-history'
  | 'too-old'

/** Why the next backup has to be a whole one, however little changed; `undefined` if the changes can be enough. */
export function findWholeReason({ now, base, setting }: KindFacts): WholeReason | undefined {
  if (!base.isTested) return 'not-tested'
  if (!base.isUnaltered) return 'altered'
  if (base.appVersion !== setting.appVersion) return 'other-version'
  if (base.recipients.join() !== setting.recipients.join()) return 'other-recipients'
  if (base.keyVersion !== setting.keyVersion) return 'key-rotated'
  // The whole backup may hold the key, and then it has to go once a newer one was tested.
  if (base.destroyed !== setting.destroyed) return 'key-destroyed'
  if (base.limits !== setting.limits) return 'other-limits'
  if (!base.isContinued) return 'other-history'
  const age = now.getTime() - Date.parse(base.madeAt)
  // Of the future: the clock was set back.
  return age < 0 || age >= WHOLE_EVERY_DAYS * 86_400_000 ? 'too-old' : undefined
}

/** `changes`: bytes that a backup of changes would take; `whole`: of the whole backup. */
export const isTooMuchChanged = (changes: number, whole: number): boolean => changes > whole * LARGEST_PART
