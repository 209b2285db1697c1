/** What a use-case may reach while an agent is signed in. Made at unlock, thrown away at lock. */
import type { Edition } from '../../domain/guidance/edition.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { Devices } from '../../native/ports.ts'
import type { DocumentFonts } from '../documents/fonts.ts'
import type { Push, PushName } from '../../preload/contract.ts'
import type { CardServices } from '../cards/card-services.ts'
import type { CaseStore } from '../registration/case-store.ts'
import type { RecordStore } from '../record/store.ts'
import type { ViewLog } from '../record/view-log.ts'
import type { ReleaseApprovals } from '../release/approve-release.ts'
import type { Retention } from '../retention/retention.ts'
import type { SecretCustody } from '../record/secret-custody.ts'

export interface DeskContext {
  readonly agent: { readonly agentId: string; readonly agentName: string }
  readonly store: RecordStore
  readonly cases: CaseStore
  readonly cards: CardServices
  /** Notes who looked at what, before it is shown. */
  readonly views: ViewLog
  readonly custody: SecretCustody
  readonly devices: Devices
  readonly edition: Edition
  readonly practice: boolean
  readonly now: () => Date
  readonly newId: () => string
  readonly randomInt: (minimum: number, below: number) => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly push: <Name extends PushName>(name: Name, payload: Push<Name>) => void
  readonly settings: () => StationSettings
  /** A second agent's word, where the policy asks for one before a passcode goes. */
  readonly release: ReleaseApprovals
  /** Erases what the policy says, on its day. */
  readonly retention: Retention
  readonly documentFonts: () => Promise<DocumentFonts>
  /** Shows something to the agent outside the app's own page, for half a minute, and never through it. */
  readonly reveal: (reveal: { readonly title: string; readonly to: string; readonly body: string }) => Promise<void>
}
