/**
 * The IPC contract: every channel of every capability, and the types that follow from them. A missing handler does not compile, nor does
 * a handler that fails with a code its channel does not declare. JSON-safe values only: bytes are base64. Every answer is a `Result`,
 * because errors do not survive Electron's IPC (electron#24427).
 */
import { z } from 'zod'
import type { Result } from '../domain/result.ts'
import { roles, type Access, type Role } from '../domain/station/roles.ts'
import { plainDate } from '../domain/values.ts'
import { agentsChannels } from './contract/agents.ts'
import { backupChannels, backupView } from './contract/backup.ts'
import { callChannels } from './contract/call.ts'
import { cardFaceChannels } from './contract/card-face.ts'
import { cardProgress, cardsChannels } from './contract/cards.ts'
import { cimChannels, cimComparing } from './contract/cim.ts'
import type { gateCodes } from './contract/codes.ts'
import { databaseChannels } from './contract/database.ts'
import { devicesChannels, devicesView } from './contract/devices.ts'
import { dispatchChannels } from './contract/dispatch.ts'
import { editionsChanged, editionsChannels } from './contract/editions.ts'
import { evidenceChannels } from './contract/evidence.ts'
import { exportsChannels } from './contract/exports.ts'
import { handoverChannels } from './contract/handover.ts'
import { lockReason, nothing, wrappedKeys } from './contract/parts.ts'
import { personChannels } from './contract/person.ts'
import { locumChannels } from './contract/locum.ts'
import { practiceChannels } from './contract/practice.ts'
import { printerProgress, printingChannels } from './contract/printing.ts'
import { recordChannels, recordVerifying } from './contract/record.ts'
import { registrationChannels } from './contract/registration.ts'
import { releaseChannels } from './contract/release.ts'
import { replacementChannels } from './contract/replacement.ts'
import { retentionChannels, retentionErased } from './contract/retention.ts'
import { setUpChannels } from './contract/set-up.ts'
import { stationChannels } from './contract/station.ts'
import { updateChannels, updateProgress } from './contract/update.ts'
import { windDownChannels } from './contract/wind-down.ts'
import { workChannels } from './contract/work.ts'

export type { CardOutcome } from './contract/cards.ts'
export type { DevicesView } from './contract/devices.ts'
export type { DocumentRequest, DocumentToPrint } from './contract/exports.ts'
export type { SealedRow } from '../domain/record/sealed-row.ts'
export type { WrappedKeys } from './contract/parts.ts'
export type { DoctorCheck } from './contract/station.ts'

export const channels = {
  ...setUpChannels,
  ...stationChannels,
  ...agentsChannels,
  ...registrationChannels,
  ...personChannels,
  ...editionsChannels,
  ...evidenceChannels,
  ...callChannels,
  ...cardsChannels,
  ...cardFaceChannels,
  ...cimChannels,
  ...printingChannels,
  ...dispatchChannels,
  ...releaseChannels,
  ...recordChannels,
  ...databaseChannels,
  ...backupChannels,
  ...handoverChannels,
  ...locumChannels,
  ...replacementChannels,
  ...retentionChannels,
  ...windDownChannels,
  ...devicesChannels,
  ...exportsChannels,
  ...workChannels,
  ...updateChannels,
  ...practiceChannels,
} as const

/** What `main` sends to the page without a request. */
export const pushes = {
  'devices.changed': devicesView,
  'card.progress': cardProgress,
  'printer.progress': printerProgress,
  'cim.comparing': cimComparing,
  'backup.changed': backupView,
  /** How far the copy of an update file is. */
  'update.progress': updateProgress,
  /** How far the verification of the record is. */
  'record.verifying': recordVerifying,
  'editions.changed': editionsChanged,
  /** Another day has begun: no screen goes on with yesterday's date. */
  'station.newDay': z.strictObject({ today: plainDate }),
  'vault.locked': z.strictObject({ why: lockReason }),
  /** The vault has a new key: the worker encrypts new rows under it. */
  'vault.keyRotated': z.strictObject({ keys: wrappedKeys, recordsKeyId: z.string() }),
  'retention.erased': retentionErased,
  /** The workstation is unused and a card is being made: finish that card, begin no other, then lock. */
  'vault.idle': nothing,
  /** Main is about to lock: seal what is on the screen as drafts now. */
  'vault.locking': nothing,
} as const

export type ChannelName = keyof typeof channels
export type PushName = keyof typeof pushes
export type Input<Name extends ChannelName> = z.input<(typeof channels)[Name]['input']>
export type Output<Name extends ChannelName> = z.output<(typeof channels)[Name]['output']>
export type Push<Name extends PushName> = z.output<(typeof pushes)[Name]>

/** Codes that the channel itself declares. */
export type CodeOf<Name extends ChannelName> = (typeof channels)[Name]['codes'][number]
export type GateCode = (typeof gateCodes)[number]
/** What a handler in `main` answers. */
export type Reply<Name extends ChannelName> = Result<Output<Name>, CodeOf<Name>>
/** What the page gets: the reply, or a refusal of the gate. */
export type Answer<Name extends ChannelName> = Result<Output<Name>, CodeOf<Name> | GateCode>

export type Handlers = {
  readonly [Name in ChannelName]: (input: z.output<(typeof channels)[Name]['input']>) => Promise<Reply<Name>>
}

/** What this role may do with a channel: `main` refuses by it, and screens hide or explain by it. */
export function accessTo(role: Role, channel: ChannelName): Access {
  return channels[channel].roles[role]
}

/** The roles that may ask a channel at all. */
export const rolesOfChannel = (channel: ChannelName): readonly Role[] => roles.filter((role) => accessTo(role, channel) !== 'no')

/** What the page sees as `window.raDesk`. */
export interface Bridge {
  call(channel: ChannelName, input: unknown): Promise<Result<unknown>>
  on(push: PushName, listener: (payload: unknown) => void): () => void
}
