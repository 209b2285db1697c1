/**
 * This workstation as others know it, and the workstations that it trusts. A station card holds public keys and a name. It is trusted only
 * after an agent typed its fingerprint as the other workstation read it out by phone.
 */
import { sha256 } from '../files/sha256.ts'
import { z } from 'zod'
import { fingerprintOf, isFingerprint, type StationKeys } from '../../domain/handover/fingerprint.ts'
import { instant, shortText } from '../../domain/values.ts'
import { toBase64, toHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { RecordStore, RecordFailureCode, RowToSeal } from '../record/store.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { isRecipient, recipientOf } from './age-file.ts'
import { destroyKeysOf, destroyOlderKeys, listExchangeKeys, type ExchangeKey } from './exchange-keys.ts'
import { keyOrder } from './handover-ledger.ts'
import { readSigned, writeSigned } from '../vault/signed-file.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'

const TABLE = 'trusted-stations'
const CARD = 'station-card'
const stationKeys = z.strictObject({
  stationId: z.string().regex(/^[0-9a-f]{32}$/),
  name: shortText,
  recipient: z.string().refine(isRecipient),
  deviceKey: z.base64().length(44),
}) satisfies z.ZodType<StationKeys>
const cardShape = z.strictObject({ version: z.literal(1), madeAt: instant, ...stationKeys.shape })

const trusted = z.strictObject({
  rev: z.number().int().positive(),
  ...stationKeys.shape,
  state: z.enum(['trusted', 'withdrawn']),
  confirmedAt: instant,
  confirmedBy: shortText,
  spokeTo: shortText,
  withdrawnAt: instant.optional(),
  withdrawnBy: shortText.optional(),
  /** The newest key of an exchange that came from there with a receipt. Absent until the first receipt after trust. */
  exchangeRecipient: stationKeys.shape.recipient.optional(),
  /** Order of the newest one that ever came. It stays when the station is trusted again, so that an older one is never used. */
  exchangeOrder: keyOrder.optional(),
})
export type TrustedStation = z.infer<typeof trusted>

export interface StationDeps {
  readonly vault: UnlockedVault
  readonly store: RecordStore
  readonly agent: { readonly agentName: string }
  readonly now: () => Date
  /** Name of this workstation for others. */
  readonly name: () => string
}

const cardKeyOwner = { purpose: 'handover', ownerId: 'station' } as const

/** The private key of the station card, which opens first bundles. Created at its first use. */
async function cardKey({ vault }: Pick<StationDeps, 'vault'>): Promise<Result<Uint8Array, FileFailureCode | 'locked'>> {
  const known = vault.keyring.list(cardKeyOwner).at(-1)
  if (known) return ok(known.key)
  const made = await vault.keyring.create([cardKeyOwner])
  return made.ok ? ok(made.value[0]!.key) : made
}

/** A key that may open a bundle. */
export interface OpeningKey extends Pick<ExchangeKey, 'keyId' | 'key'> {
  /** The sender that it was made for; absent for the key of the station card. */
  readonly stationId?: string
}

/** Keys of exchanges first, because most bundles are made for one of them. */
export const listOpeningKeys = (deps: Pick<StationDeps, 'vault'>): readonly OpeningKey[] => [
  ...listExchangeKeys(deps),
  ...deps.vault.keyring.list(cardKeyOwner).map((stored) => ({ keyId: toHex(stored.keyId), key: stored.key })),
]

export async function ownStation(deps: StationDeps): Promise<Result<StationKeys, FileFailureCode | 'locked'>> {
  const key = await cardKey(deps)
  if (!key.ok) return key
  return ok({
    stationId: deps.vault.vaultId,
    name: deps.name(),
    recipient: await recipientOf(key.value),
    deviceKey: toBase64(deps.vault.deviceKey().publicKey),
  })
}

export const fingerprint = (station: StationKeys): readonly string[] => fingerprintOf(station, sha256)

export async function makeStationCard(deps: StationDeps): Promise<Result<Uint8Array, FileFailureCode | 'locked'>> {
  const own = await ownStation(deps)
  return own.ok ? ok(writeSigned(CARD, { version: 1, madeAt: deps.now().toISOString(), ...own.value }, deps.vault.deviceKey())) : own
}

/**
 * Makes a new key for the station card and destroys the one before, so that nothing opens first bundles of the past any more. Other
 * workstations that have only the card before need the new one.
 */
export async function renewStationCard(deps: StationDeps): Promise<Result<void, RecordFailureCode | FileFailureCode | 'locked'>> {
  const noted = await deps.store.commit([], { action: 'station-card-renewed' })
  if (!noted.ok) return noted
  const made = await deps.vault.keyring.create([cardKeyOwner])
  return made.ok ? destroyFormerCardKeys(deps) : made
}

async function destroyFormerCardKeys({ vault }: Pick<StationDeps, 'vault'>): Promise<Result<void, FileFailureCode | 'locked'>> {
  const former = vault.keyring.list(cardKeyOwner).slice(0, -1)
  return former.length === 0 ? ok() : vault.keyring.destroy(former.map(({ keyId }) => toHex(keyId)))
}

/** At sign-in: destroys the keys that an interrupted act should have destroyed. What fails now is destroyed at the next one. */
export async function destroyLeftKeys(deps: Pick<StationDeps, 'vault' | 'store'>): Promise<void> {
  await destroyFormerCardKeys(deps)
  for (const stationId of new Set(listExchangeKeys(deps).map((key) => key.stationId)))
    await ((await findTrusted(deps, stationId)).ok ? destroyOlderKeys(deps, stationId) : destroyKeysOf(deps, stationId))
}

export type CardNews = 'new' | 'trusted' | 'changed'

/** The station that a card names, and whether it is known here. The fingerprint is not shown: the other person reads it out. */
export async function readStationCard(
  deps: StationDeps,
  bytes: Uint8Array,
): Promise<Result<{ readonly station: StationKeys; readonly news: CardNews }, 'not-a-station-card' | 'own-station-card'>> {
  const card = readSigned(CARD, bytes, cardShape)
  if (!card?.isSignedBy(card.value.deviceKey)) return notACard
  const { stationId, name, recipient, deviceKey } = card.value
  if (stationId === deps.vault.vaultId) return ownCard
  const station = { stationId, name, recipient, deviceKey }
  const known = await findStation(deps, stationId)
  return ok({
    station,
    news:
      known?.state !== 'trusted'
        ? 'new'
        : known.recipient === recipient && known.deviceKey === deviceKey && known.name === name
          ? 'trusted'
          : 'changed',
  })
}

export async function trustStation(
  deps: StationDeps,
  { bytes, typed, spokeTo }: { readonly bytes: Uint8Array; readonly typed: string; readonly spokeTo: string },
): Promise<Result<TrustedStation, RecordFailureCode | 'fingerprint-different' | 'not-a-station-card' | 'own-station-card'>> {
  const card = await readStationCard(deps, bytes)
  if (!card.ok) return card
  const { station } = card.value
  if (!isFingerprint(typed, station, sha256)) return notTheFingerprint
  const before = await findStation(deps, station.stationId)
  return keep(
    deps,
    {
      ...station,
      rev: (before?.rev ?? 0) + 1,
      state: 'trusted',
      confirmedAt: deps.now().toISOString(),
      confirmedBy: deps.agent.agentName,
      spokeTo,
      // The next bundle is made for the key of the card: the other workstation may have lost the others.
      ...(before?.exchangeOrder === undefined ? {} : { exchangeOrder: before.exchangeOrder }),
    },
    'station-trusted',
  )
}

export async function withdrawTrust(
  deps: StationDeps,
  stationId: string,
): Promise<Result<TrustedStation, RecordFailureCode | 'not-trusted'>> {
  const known = await findTrusted(deps, stationId)
  if (!known.ok) return known
  const kept = await keep(
    deps,
    {
      ...known.value,
      rev: known.value.rev + 1,
      state: 'withdrawn',
      withdrawnAt: deps.now().toISOString(),
      withdrawnBy: deps.agent.agentName,
    },
    'station-trust-withdrawn',
  )
  // Keys that cannot be destroyed now are destroyed at the next sign-in, because the station is not trusted any more.
  if (kept.ok) await destroyKeysOf(deps, stationId)
  return kept
}

/** The newest key of an exchange, or else that of the station card. */
export const recipientFor = ({ exchangeRecipient, recipient }: TrustedStation): string => exchangeRecipient ?? recipient

/** What a receipt brings: the key for the next bundle. */
export const nextKeyShape = z.strictObject({ recipient: stationKeys.shape.recipient, order: keyOrder })

/** The row of a station with the key that its receipt brought; `undefined` if that is not newer than every key that came before. */
export function rowWithNewerKey(station: TrustedStation, next: z.infer<typeof nextKeyShape> | undefined): RowToSeal | undefined {
  if (next === undefined || next.order <= (station.exchangeOrder ?? 0)) return undefined
  return rowOf({ ...station, rev: station.rev + 1, exchangeRecipient: next.recipient, exchangeOrder: next.order })
}

const rowOf = (row: TrustedStation): RowToSeal => ({ table: TABLE, id: row.stationId, rev: row.rev, keyId: 'records', value: row })

async function keep({ store }: StationDeps, row: TrustedStation, action: string): Promise<Result<TrustedStation, RecordFailureCode>> {
  const kept = await store.commit([rowOf(row)], {
    action,
    detail: { stationId: row.stationId, name: row.name, spokeTo: row.spokeTo },
  })
  return kept.ok ? ok(row) : kept
}

type StoreDeps = Pick<StationDeps, 'store'>

export async function listStations(deps: StoreDeps): Promise<TrustedStation[]> {
  const rows = await Promise.all(deps.store.ids(TABLE).map((id) => findStation(deps, id)))
  return rows.filter((row) => row !== undefined).sort((one, other) => one.name.localeCompare(other.name))
}

async function findStation({ store }: StoreDeps, stationId: string): Promise<TrustedStation | undefined> {
  const row = await store.read(TABLE, stationId, 'records')
  return row === undefined ? undefined : trusted.parse(row)
}

/** A station whose fingerprint was compared and whose trust was not withdrawn. */
export async function findTrusted(deps: StoreDeps, stationId: string): Promise<Result<TrustedStation, 'not-trusted'>> {
  const known = await findStation(deps, stationId)
  return known?.state === 'trusted' ? ok(known) : notTrusted
}

const notACard = err(
  'not-a-station-card',
  'This is not a station card of RA Desk, or it was altered. It was not used.',
  'Ask the other workstation to save its station card again, and choose that file.',
)
const ownCard = err(
  'own-station-card',
  'This is this workstation’s own card. Nothing was changed.',
  'Send it to the other workstation, and choose the card that you received from there.',
)
const notTheFingerprint = err(
  'fingerprint-different',
  'The fingerprint that you typed does not match this card. The workstation is not trusted.',
  'Ask the other person to read it out again, slowly. If it still differs, the card is not from that workstation: do not use it, and tell your RA manager.',
)
const notTrusted = err(
  'not-trusted',
  'This workstation does not trust the other one: its fingerprint was not compared here, or trust was withdrawn. Nothing was changed.',
  'Exchange station cards and compare fingerprints by phone first.',
)
