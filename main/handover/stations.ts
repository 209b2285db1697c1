/**
 * This workstation as others know it, and the workstations that it trusts. A station card holds public keys and a name; it counts only
 * after somebody typed its fingerprint as it was read out on the telephone.
 */
import { z } from 'zod'
import { fingerprintOf, isFingerprint, type StationKeys } from '../../domain/handover/fingerprint.ts'
import { instant, shortText } from '../../domain/case/values.ts'
import { toBase64 } from '../../domain/bytes.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import type { RecordStore } from '../record/store.ts'
import { sha256 } from '../files/sha256.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { isRecipient, recipientOf } from './age-file.ts'
import { readSigned, writeSigned } from './signed-file.ts'

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
})
export type TrustedStation = z.infer<typeof trusted>

export interface StationParts {
  readonly vault: UnlockedVault
  readonly store: RecordStore
  readonly agent: { readonly agentName: string }
  readonly now: () => Date
  /** What this workstation calls itself. */
  readonly name: () => string
}

/** What the private half of this workstation's recipient opens. Made once, when it is first asked for. */
export async function handoverKey({ vault }: Pick<StationParts, 'vault'>): Promise<Result<Uint8Array>> {
  const [known] = vault.keyring.list({ purpose: 'handover', ownerId: 'station' })
  if (known) return ok(known.key)
  const made = await vault.keyring.create([{ purpose: 'handover', ownerId: 'station' }])
  return made.ok ? ok(made.value[0]!.key) : made
}

export async function ownStation(parts: StationParts): Promise<Result<StationKeys>> {
  const key = await handoverKey(parts)
  if (!key.ok) return key
  return ok({
    stationId: parts.vault.vaultId,
    name: parts.name(),
    recipient: await recipientOf(key.value),
    deviceKey: toBase64(parts.vault.deviceKey().publicKey),
  })
}

export const fingerprint = (station: StationKeys): readonly string[] => fingerprintOf(station, sha256)

export async function makeStationCard(parts: StationParts): Promise<Result<Uint8Array>> {
  const own = await ownStation(parts)
  return own.ok ? ok(writeSigned(CARD, { version: 1, madeAt: parts.now().toISOString(), ...own.value }, parts.vault.deviceKey())) : own
}

export type CardNews = 'new' | 'trusted' | 'changed'

/** Who a card says it is of, and whether that is news here. It shows no fingerprint: that is what the other person reads out. */
export async function readStationCard(
  parts: StationParts,
  bytes: Uint8Array,
): Promise<Result<{ readonly station: StationKeys; readonly news: CardNews }>> {
  const card = readSigned(CARD, bytes, cardShape)
  if (!card?.isSignedBy(card.value.deviceKey)) return notACard
  const { stationId, name, recipient, deviceKey } = card.value
  if (stationId === parts.vault.vaultId) return ownCard
  const station = { stationId, name, recipient, deviceKey }
  const known = await findStation(parts, stationId)
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
  parts: StationParts,
  { bytes, typed, spokeTo }: { readonly bytes: Uint8Array; readonly typed: string; readonly spokeTo: string },
): Promise<Result<TrustedStation>> {
  const card = await readStationCard(parts, bytes)
  if (!card.ok) return card
  const { station } = card.value
  if (!isFingerprint(typed, station, sha256)) return notTheFingerprint
  const rev = ((await findStation(parts, station.stationId))?.rev ?? 0) + 1
  return keep(
    parts,
    { ...station, rev, state: 'trusted', confirmedAt: parts.now().toISOString(), confirmedBy: parts.agent.agentName, spokeTo },
    'station-trusted',
  )
}

export async function withdrawTrust(parts: StationParts, stationId: string): Promise<Result<TrustedStation>> {
  const known = await findTrusted(parts, stationId)
  if (!known.ok) return known
  return keep(
    parts,
    {
      ...known.value,
      rev: known.value.rev + 1,
      state: 'withdrawn',
      withdrawnAt: parts.now().toISOString(),
      withdrawnBy: parts.agent.agentName,
    },
    'station-trust-withdrawn',
  )
}

async function keep({ store }: StationParts, row: TrustedStation, action: string): Promise<Result<TrustedStation>> {
  const kept = await store.commit([{ table: TABLE, id: row.stationId, rev: row.rev, keyId: 'records', value: row }], {
    action,
    detail: { stationId: row.stationId, name: row.name, spokeTo: row.spokeTo },
  })
  return kept.ok ? ok(row) : kept
}

type StoreParts = Pick<StationParts, 'store'>

export async function listStations(parts: StoreParts): Promise<TrustedStation[]> {
  const rows = await Promise.all(parts.store.ids(TABLE).map((id) => findStation(parts, id)))
  return rows.filter((row) => row !== undefined).sort((one, other) => one.name.localeCompare(other.name))
}

async function findStation({ store }: StoreParts, stationId: string): Promise<TrustedStation | undefined> {
  const row = await store.read(TABLE, stationId, 'records')
  return row === undefined ? undefined : trusted.parse(row)
}

/** Only one whose fingerprint was compared, and whose trust was not withdrawn since. */
export async function findTrusted(parts: StoreParts, stationId: string): Promise<Result<TrustedStation, 'not-trusted'>> {
  const known = await findStation(parts, stationId)
  return known?.state === 'trusted' ? ok(known) : notTrusted
}

const notACard: { ok: false; error: Failure } = err(
  'not-a-station-card',
  'This is not a station card of RA Desk, or it was altered. Nothing was taken from it.',
  'Ask the other workstation to save its station card again, and choose that file.',
)
const ownCard: { ok: false; error: Failure } = err(
  'own-station-card',
  'This is the card of this workstation itself. Nothing was changed.',
  'Send it to the other workstation, and choose the card that came from there.',
)
const notTheFingerprint: { ok: false; error: Failure } = err(
  'fingerprint-different',
  'What you typed is not the fingerprint of this card. The workstation is not trusted.',
  'Have it read out again, slowly. If it still differs, this card did not come from that workstation: do not use it, and tell your RA manager.',
)
const notTrusted = err(
  'not-trusted',
  'This workstation does not trust the other one: its fingerprint was never compared here, or trust was withdrawn. Nothing was changed.',
  'Exchange station cards, and compare fingerprints on the telephone first.',
)
