/**
 * A bundle: one age file for one workstation. Inside: a manifest signed by the sender's device key, which names each part by length
 * and SHA-256, and then the parts one after another. Secrets in custody are a second age file inside it, so that looking at a bundle
 * opens no secret.
 *
 *     'RAHO' 1 | manifest length 4 | manifest, JSON | signature 64 | parts
 */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { instant, randomId, shortText, visibleText } from '../../domain/values.ts'
import { concat, readUnsigned, toHex, unsigned, utf8 } from '../../domain/bytes.ts'
import type { DeviceKey } from '../../domain/record/checkpoint.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { verifySignature } from '../vault/keys.ts'
import { sha256 } from '../files/sha256.ts'
import { openWith, sealTo, type AgeFailureCode } from './age-file.ts'
import { MOST_CASE_BYTES, MOST_CASES, MOST_ENTRIES_BYTES, MOST_MANIFEST_BYTES, MOST_PARTS, MOST_SECRETS_BYTES } from './bundle-limits.ts'
import { keyOrder } from './handover-ledger.ts'
import { signedBytesOf } from '../vault/signed-file.ts'

const stationId = z.string().regex(/^[0-9a-f]{32}$/)
const part = z.strictObject({
  kind: z.enum(['case', 'evidence', 'audit', 'secrets', 'wind-down']),
  id: z.string().max(80),
  length: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const manifestShape = z.strictObject({
  version: z.literal(1),
  handoverId: randomId,
  madeAt: instant,
  madeBy: shortText,
  practice: z.boolean(),
  from: z.strictObject({ stationId, name: shortText }),
  /** `order`: of the newest key of an exchange that the sender has from the receiver. */
  to: z.strictObject({ stationId, recipient: z.string(), order: keyOrder.optional() }),
  /** Size of the sender's record, and the note that its device key signed over it. */
  checkpoint: z.strictObject({ size: z.number().int(), code: shortText, note: visibleText().max(2_000) }),
  cases: z
    .array(z.strictObject({ caseId: randomId, caseReference: visibleText().max(20) }))
    .min(1)
    .max(MOST_CASES),
  parts: z.array(part).max(MOST_PARTS),
})
export type BundleManifest = z.infer<typeof manifestShape>
export interface BundlePart {
  readonly kind: z.infer<typeof part>['kind']
  readonly id: string
  readonly bytes: Uint8Array
}

export interface Bundle {
  readonly manifest: BundleManifest
  find(kind: BundlePart['kind'], id: string): Uint8Array | undefined
  isSignedBy(publicKey: Uint8Array): boolean
}

const MAGIC = concat(utf8('RAHO'), Uint8Array.of(1))
const SIGNATURE_LENGTH = 64
const KIND = 'handover'

export async function writeBundle(
  about: Omit<BundleManifest, 'version' | 'parts'>,
  parts: readonly BundlePart[],
  key: DeviceKey,
): Promise<Uint8Array> {
  const text = JSON.stringify({
    version: 1,
    ...about,
    parts: parts.map(({ kind, id, bytes }) => ({ kind, id, length: bytes.length, sha256: toHex(sha256(bytes)) })),
  } satisfies BundleManifest)
  const manifest = utf8(text)
  return sealTo(
    about.to.recipient,
    concat(MAGIC, unsigned(manifest.length, 4), manifest, key.sign(signedBytesOf(KIND, text)), ...parts.map(({ bytes }) => bytes)),
  )
}

/** Opens the file and checks every byte against the manifest. The caller checks the signature. */
export async function readBundle(file: Uint8Array, privateKey: Uint8Array): Promise<Result<Bundle, AgeFailureCode | 'bundle-newer'>> {
  const opened = await openWith(privateKey, file)
  return opened.ok ? takeApart(opened.value) : opened
}

async function takeApart(bytes: Uint8Array): Promise<Result<Bundle, 'bundle-damaged' | 'bundle-newer'>> {
  const head = MAGIC.length + 4
  if (bytes.length < head || toHex(bytes.subarray(0, 4)) !== toHex(MAGIC.subarray(0, 4))) return damaged
  if (bytes[4] !== MAGIC[4]) return newer
  const manifestLength = readUnsigned(bytes, MAGIC.length, 4)
  if (manifestLength > MOST_MANIFEST_BYTES) return tooMuch(`a list of what is in it of more than ${MOST_MANIFEST_BYTES / 1_000_000} MB`)
  const end = head + manifestLength
  if (end + SIGNATURE_LENGTH > bytes.length) return damaged
  const text = new TextDecoder().decode(bytes.subarray(head, end))
  const signature = bytes.subarray(end, end + SIGNATURE_LENGTH)
  let manifest: BundleManifest
  try {
    manifest = manifestShape.parse(JSON.parse(text))
  } catch {
    return damaged
  }
  const found = new Map<string, Uint8Array>()
  let offset = end + SIGNATURE_LENGTH
  for (const { kind, id, length, sha256: digest } of manifest.parts) {
    const most = mostBytes[kind]
    if (length > most) return tooMuch(`a part of more than ${most / 1_000_000} MB that describes a case`)
    const part = bytes.subarray(offset, offset + length)
    if (part.length !== length || (await digestOf(part)) !== digest) return damaged
    found.set(`${kind} ${id}`, part)
    offset += length
  }
  if (offset !== bytes.length) return damaged
  return ok({
    manifest,
    find: (kind, id) => found.get(`${kind} ${id}`),
    isSignedBy: (publicKey) => verifySignature(signedBytesOf(KIND, text), signature, publicKey),
  })
}

/** Each is parsed at once. Scans are only hashed. */
const mostBytes: Readonly<Record<BundlePart['kind'], number>> = {
  case: MOST_CASE_BYTES,
  audit: MOST_ENTRIES_BYTES,
  secrets: MOST_SECRETS_BYTES,
  'wind-down': MOST_ENTRIES_BYTES,
  evidence: Infinity,
}

/** Hashed before other work goes on: some 5 ms. */
const SLICE = 2 * 1024 * 1024

async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += SLICE) {
    await nextTurn()
    hash.update(bytes.subarray(at, at + SLICE))
  }
  return hash.digest('hex')
}

const tooMuch = (what: string) =>
  err(
    'bundle-damaged',
    `This bundle has ${what}, which no bundle of RA Desk has. It was not used, and nothing was changed.`,
    'Phone the sender, and ask for the bundle again.',
  )
export const damaged = err(
  'bundle-damaged',
  'This bundle is incomplete or was altered. It was not used, and nothing was changed.',
  'Copy the file again. If that does not help, ask the sender to save the bundle again.',
)
const newer = err(
  'bundle-newer',
  'This bundle was made by a newer version of RA Desk. Nothing was changed.',
  'Update RA Desk on this workstation, then open it again.',
)
