/**
 * The small ports that use-cases name when they say what they need: `(ports: Cases & Custody & Clock, …)`. Each has one property, so that
 * a test hands in only what is used. `station/unlocked-session.ts` builds one object that has them all.
 */
import type { SecretCustody } from './record/secret-custody.ts'
import type { Editions as KnownEditions } from '../domain/guidance/index.ts'
import type { StationSettings } from '../domain/station.ts'
import type { Devices } from '../native/ports.ts'
import type { Push, PushName } from '../preload/contract.ts'
import type { DocumentFonts } from './documents/fonts.ts'
import type { RecordStore } from './record/store.ts'
import type { ViewLog } from './record/view-log.ts'

export interface Clock {
  readonly now: () => Date
}
export interface Ids {
  readonly newId: () => string
}
export interface RandomNumbers {
  /** From `minimum` up to, not including, `below`. */
  readonly randomInt: (minimum: number, below: number) => number
}
export interface RandomBytes {
  readonly randomBytes: (length: number) => Uint8Array
}
export interface SignedInAgent {
  readonly agent: { readonly agentId: string; readonly agentName: string }
}
export interface Store {
  readonly store: RecordStore
}
export interface Views {
  /** Notes who looked at what, before it is shown. */
  readonly views: ViewLog
}
export interface Custody {
  readonly custody: SecretCustody
}
export interface DevicePorts {
  readonly devices: Devices
}
export interface Editions {
  /** The editions of the guidance that this workstation has. */
  readonly editions: KnownEditions
}
export interface Settings {
  readonly settings: () => StationSettings
}
export interface Practice {
  readonly practice: boolean
}
export interface Pushes {
  readonly push: <Name extends PushName>(name: Name, payload: Push<Name>) => void
}
export interface Fonts {
  readonly documentFonts: () => Promise<DocumentFonts>
}
export interface WorkPhone {
  /** Shows a text for the work phone in a window of its own, for half a minute. */
  readonly reveal: (reveal: { readonly title: string; readonly to: string; readonly body: string }) => Promise<void>
}
/** What an update of RA Desk needs of the shell. */
export interface UpdateShell {
  /** `win32-x64`. */
  readonly platform: string
  /** Public keys that the build was given, with commas between them. */
  readonly builtInKeys: string
  readonly isPackaged: boolean
  /** Asks the agent for the update file; `undefined` if the agent cancels. */
  readonly chooseFile: () => Promise<string | undefined>
  /** Starts the installer where the system has a program for it, or shows the file in its folder. Throws if it could not be done. */
  readonly startInstaller: (path: string) => Promise<'started' | 'shown'>
  /** Locks and ends the app, once the answer has reached the page. */
  readonly endSoon: () => void
}
