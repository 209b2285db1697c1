/**
 * Custody of secrets that never leave `main`, each sealed under a key of its own in a record of fixed size. Destroying the key destroys
 * the secret; its row in the journal is noise afterwards.
 */
import { findBase64, toHex } from '../../domain/bytes.ts'
import type { FindingKind } from '../../domain/record/findings.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import { secretBytes } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { rowOf, type VaultRecord } from './record.ts'
import { randomId, type RandomBytes } from '../files/random-id.ts'
import type { CustodyFailureCode, SecretCustody, SecretKind } from './secret-custody.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'

export interface CustodyDeps {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly randomBytes: RandomBytes
}

export const CUSTODY_TABLE = 'secrets'
const kinds: readonly SecretKind[] = ['passcode', 'puk', 'phone-code']
const FIRST_REV = 1

/** Also destroys the key that a crash left without a row: its secret was never kept. */
export async function openCustody(deps: CustodyDeps): Promise<SecretCustody> {
  const { vault, record } = deps
  const enqueue = createSequencer()
  /** Keys whose destruction failed. It is repeated before anything else. */
  const owed = new Set<string>()

  async function put(kind: SecretKind, caseId: string, secret: string): ReturnType<SecretCustody['put']> {
    if (!/^[0-9]{1,59}$/.test(secret)) throw new TypeError('a secret in custody is digits')
    const made = await vault.keyring.create([{ purpose: 'custody', ownerId: caseId }])
    if (!made.ok) return made.error.code === 'disk-full' ? diskFull : notKept
    const keyId = toHex(made.value[0]!.keyId)
    const custodyId = randomId(deps.randomBytes)
    const plaintext = secretBytes(1 + secret.length)
    plaintext[0] = kinds.indexOf(kind)
    new TextEncoder().encodeInto(secret, plaintext.subarray(1))
    const sealed = vault.seal(placeOf(custodyId), plaintext, keyId, 'custody')
    wipe(plaintext)
    const kept = sealed.ok
      ? await record.append([rowOf(CUSTODY_TABLE, custodyId, FIRST_REV, sealed.value)], { action: `${kind}-kept`, caseRef: caseId })
      : sealed
    if (kept.ok) return ok({ custodyId })
    await destroyKey(keyId)
    return kept.error.code === 'disk-full' ? diskFull : notKept
  }

  async function get(custodyId: string): Promise<Result<string, CustodyFailureCode>> {
    const envelope = await findEnvelope(record, custodyId)
    const opened = envelope === undefined ? undefined : await vault.openSecret(placeOf(custodyId), envelope)
    if (opened?.ok !== true || kinds[opened.value[0]!] === undefined) return secretGone
    const secret = new TextDecoder().decode(opened.value.subarray(1))
    wipe(opened.value)
    return ok(secret)
  }

  async function destroyKey(keyId: string): Promise<Result<void, CustodyFailureCode>> {
    const gone = await vault.keyring.destroy([keyId])
    if (gone.ok) owed.delete(keyId)
    else owed.add(keyId)
    return gone.ok ? ok() : gone.error.code === 'disk-full' ? diskFull : notDestroyed
  }

  async function destroy(custodyId: string): Promise<Result<void, CustodyFailureCode>> {
    const envelope = await findEnvelope(record, custodyId)
    const header = envelope === undefined ? undefined : splitEnvelope(envelope)
    if (header?.ok !== true) return ok()
    const keyId = toHex(header.value.keyId)
    const caseRef = vault.keyring.find(keyId)?.ownerId
    const destroyed = await destroyKey(keyId)
    if (!destroyed.ok) return destroyed
    const erased = await record.append([rowOf(CUSTODY_TABLE, custodyId, FIRST_REV, null)], {
      action: 'secret-destroyed',
      ...(caseRef === undefined ? {} : { caseRef }),
    })
    return erased.ok ? ok() : erased.error.code === 'disk-full' ? diskFull : notDestroyed
  }

  async function payOwed(): Promise<void> {
    for (const keyId of owed) await destroyKey(keyId)
  }

  await destroyOrphan(deps)
  const afterOwed = <Value>(work: () => Promise<Value>) =>
    enqueue(async () => {
      await payOwed()
      return work()
    })
  return {
    put: (kind, caseId, secret) => afterOwed(() => put(kind, caseId, secret)),
    get: (custodyId) => enqueue(() => get(custodyId)),
    destroy: (custodyId) => afterOwed(() => destroy(custodyId)),
  }
}

async function findEnvelope(record: VaultRecord, custodyId: string): Promise<Uint8Array | undefined> {
  const row = await record.journal.findRow(CUSTODY_TABLE, custodyId)
  return row.ok && row.value?.env ? findBase64(row.value.env) : undefined
}

/**
 * Destroys the key that a crash left without a row. A crash leaves one at most, the newest: secrets are put one after another. More of them,
 * or an older one, mean that the record lacks rows, because an earlier one was put back. Whoever puts the newer one back needs these keys.
 */
async function destroyOrphan({ vault, record }: CustodyDeps): Promise<void> {
  const keyIds = vault.keyring.list({ purpose: 'custody' }).map((key) => toHex(key.keyId))
  // As a rule every key has its row, which one pass over unchecked rows shows. Before a key is destroyed, each row is read and checked.
  const seen = new Set<string>()
  for (const slice of record.journal.slices(CUSTODY_TABLE)) for (const { env } of slice) seen.add(keyIdOf(env) ?? '')
  const orphan = keyIds.find((keyId) => !seen.has(keyId))
  if (orphan === undefined || orphan !== keyIds.at(-1)) return
  if (record.journal.findings.some(({ kind }) => lacksRows.has(kind))) return
  for (const custodyId of record.journal.ids(CUSTODY_TABLE)) {
    const row = await record.journal.findRow(CUSTODY_TABLE, custodyId)
    // A row that does not read today may be the one of this key.
    if (!row.ok) return
    if (row.value?.env && keyIdOf(findBase64(row.value.env)) === orphan) return
  }
  await vault.keyring.destroy([orphan])
}

/** Found when the record may lack rows that were saved. */
const lacksRows: ReadonlySet<FindingKind> = new Set(['journal-cut-back', 'rows-lost'])

function keyIdOf(envelope: Uint8Array | undefined): string | undefined {
  const header = envelope === undefined ? undefined : splitEnvelope(envelope)
  return header?.ok === true ? toHex(header.value.keyId) : undefined
}

const placeOf = (custodyId: string) => ({ table: CUSTODY_TABLE, recordId: custodyId, rev: FIRST_REV, schema: 1 })

const secretGone = err(
  'secret-gone',
  'This number is no longer kept on this workstation.',
  'It cannot be looked up. Replace the card, or send a new code.',
)
const diskFull = err('disk-full', 'The disk is full. This was not done. What was saved before is safe.', 'Free some space, then try again.')
const notKept = err(
  'journal-failed',
  'The number could not be stored safely, so it is not used. What was saved before is safe.',
  'Try again. If it happens again, have the disk checked.',
)
const notDestroyed = err(
  'journal-failed',
  'The number could not be destroyed and is still sealed on the disk.',
  'Try again. If it happens again, have the disk checked.',
)
