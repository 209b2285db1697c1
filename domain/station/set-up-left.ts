/** What the set-up of a workstation still lacks. Each part can be skipped, so it is listed until it is done or the agent dismisses the list. */
import type { StationSettings } from '../station.ts'

export const setUpItems = ['recovery', 'organisations', 'guidance', 'return-address', 'staff', 'backup'] as const
export type SetUpItem = (typeof setUpItems)[number]

export interface SetUpFacts {
  readonly settings: Pick<StationSettings, 'organisations' | 'returnAddress' | 'staffAware'>
  readonly recoveryKeyConfirmed: boolean
  /** A folder for backups is chosen, by the agent or by the policy. */
  readonly hasBackupFolder: boolean
  /** In practice nothing needs a recovery key or a backup. */
  readonly practice: boolean
}

/** In the order of the set-up. */
export function listSetUpLeft({ settings, recoveryKeyConfirmed, hasBackupFolder, practice }: SetUpFacts): readonly SetUpItem[] {
  const { organisations, returnAddress, staffAware } = settings
  const isLeft: Readonly<Record<SetUpItem, boolean>> = {
    recovery: !practice && !recoveryKeyConfirmed,
    organisations: organisations.length === 0,
    guidance: organisations.some(({ guidanceDistributed }) => guidanceDistributed.length === 0),
    'return-address': returnAddress === undefined,
    staff: staffAware.length === 0,
    backup: !practice && !hasBackupFolder,
  }
  return setUpItems.filter((item) => isLeft[item])
}

/** What the list shows: nothing after it was dismissed, until something else is left as well. */
export const shownSetUp = (left: readonly SetUpItem[], dismissed: readonly string[]): readonly SetUpItem[] =>
  left.every((item) => dismissed.includes(item)) ? [] : left
