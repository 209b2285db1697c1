/** The station's issuing authority, sealed under a key of its own in the keyring. Only who it is and when it ends is ever shown. */
import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { toHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { RecordStore } from '../record/store.ts'
import type { Keyring } from '../vault/keyring.ts'
import { singleLine } from '../../domain/text-from-outside.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { FileReader } from './read-apart.ts'
import type { AuthorityFailureCode } from './pkcs12-failures.ts'
import type { IssuingAuthority } from './read-pkcs12.ts'

const TABLE = 'card-authority'
const PURPOSE = 'card-authority'
const OWNER = 'station'
const stored = z.strictObject({ privateKey: z.base64(), certificate: z.base64() })

export interface AuthorityView {
  readonly subject: string
  /** ISO plain dates. */
  readonly from: string
  readonly until: string
  readonly key: string
}

export type AuthorityStoreFailureCode = AuthorityFailureCode | 'no-authority' | 'disk-full' | 'journal-failed'

export interface AuthorityStore {
  view(): Promise<AuthorityView | undefined>
  load(file: Uint8Array, passphrase: string): Promise<Result<AuthorityView, AuthorityStoreFailureCode>>
  /** Destroys its key: nothing that was kept can bring it back. */
  remove(): Promise<Result<void, AuthorityStoreFailureCode>>
  get(): Promise<Result<IssuingAuthority, AuthorityStoreFailureCode>>
}

export function openAuthorityStore(parts: {
  readonly keyring: Keyring
  readonly store: RecordStore
  readonly now: () => Date
  readonly fileReader: Pick<FileReader, 'readPkcs12'>
}): AuthorityStore {
  const { keyring, store } = parts
  const inTurn = createSequencer()
  const keyIds = () => keyring.list({ purpose: PURPOSE, ownerId: OWNER }).map(({ keyId }) => toHex(keyId))

  async function find(): Promise<z.infer<typeof stored> | undefined> {
    // Each one loaded has a key and a row of its own. A crash may leave the one before beside it: the newest counts.
    for (const keyId of keyIds().reverse()) {
      const row = await store.read(TABLE, keyId, keyId)
      if (row !== undefined) return stored.parse(row)
    }
    return undefined
  }

  async function load(file: Uint8Array, passphrase: string): ReturnType<AuthorityStore['load']> {
    const read = await parts.fileReader.readPkcs12(file, passphrase, parts.now())
    if (!read.ok) return read
    const before = keyIds()
    const made = await keyring.create([{ purpose: PURPOSE, ownerId: OWNER }])
    if (!made.ok) return made.error.code === 'disk-full' ? diskFull : notKept
    const keyId = toHex(made.value[0]!.keyId)
    const view = describe(new X509Certificate(read.value.certificate))
    const { privateKey, certificate } = read.value
    const committed = await store.commit(
      [
        {
          table: TABLE,
          id: keyId,
          rev: 1,
          keyId,
          value: {
            privateKey: Buffer.from(privateKey).toString('base64'),
            certificate: Buffer.from(certificate).toString('base64'),
          } satisfies z.infer<typeof stored>,
        },
      ],
      { action: 'card-authority-loaded', detail: { subject: view.subject, until: view.until } },
    )
    if (!committed.ok) {
      await keyring.destroy([keyId])
      return committed.error.code === 'disk-full' ? diskFull : notKept
    }
    if (before.length > 0) await keyring.destroy(before)
    return ok(view)
  }

  async function remove(): ReturnType<AuthorityStore['remove']> {
    const found = await find()
    const gone = await keyring.destroy(keyIds())
    if (!gone.ok) return gone.error.code === 'disk-full' ? diskFull : notKept
    if (!found) return ok()
    const noted = await store.commit([], { action: 'card-authority-removed' })
    return noted.ok ? ok() : noted.error.code === 'disk-full' ? diskFull : notKept
  }

  return {
    view: async () => {
      const found = await find()
      return found && describe(new X509Certificate(Buffer.from(found.certificate, 'base64')))
    },
    load: (file, passphrase) => inTurn(() => load(file, passphrase)),
    remove: () => inTurn(remove),
    get: async () => {
      const found = await find()
      return found
        ? ok({ privateKey: Buffer.from(found.privateKey, 'base64'), certificate: Buffer.from(found.certificate, 'base64') })
        : noAuthority
    },
  }
}

function describe(certificate: X509Certificate): AuthorityView {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  const curves: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }
  return {
    subject: singleLine(certificate.subject.replaceAll('\n', ', ')),
    from: certificate.validFromDate.toISOString().slice(0, 10),
    until: certificate.validToDate.toISOString().slice(0, 10),
    key:
      asymmetricKeyType === 'rsa'
        ? `RSA ${asymmetricKeyDetails?.modulusLength ?? ''}`
        : (curves[asymmetricKeyDetails?.namedCurve ?? ''] ?? ''),
  }
}

const noAuthority = err(
  'no-authority',
  'This station has no issuing authority loaded. No card was touched.',
  'Load it under “Settings”, or choose another source of certificates there.',
)
const diskFull = err('disk-full', 'The disk is full. What was saved before is safe; this was not done.', 'Free some space, then try again.')
const notKept = err(
  'journal-failed',
  'This could not be kept safely, so nothing was changed.',
  'Try again. If it happens again, have the disk checked.',
)
