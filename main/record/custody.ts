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
    const custodyId = randomId(deps.randomBytes)
    const kept = await keepSecret({ ...deps, destroyKey }, { custodyId, rev: FIRST_REV }, { kind, caseId, secret })
    return kept.ok ? ok({ custodyId }) : kept
  }

  async function replace(custodyId: string, secret: string): Promise<Result<void, CustodyFailureCode>> {
    const before = await openSealed(deps, custodyId)
    const caseId = before && vault.keyring.find(before.keyId)?.ownerId
    if (!before || caseId === undefined) return secretGone
    const place = { custodyId, rev: before.rev + 1 }
    const kept = await keepSecret({ ...deps, destroyKey }, place, { kind: before.kind, caseId, secret })
    if (!kept.ok) return kept
    // The new one is kept in any case. A key that could not be destroyed is destroyed later.
    await destroyKey(before.keyId)
    return ok()
  }

  async function get(custodyId: string): Promise<Result<string, CustodyFailureCode>> {
    const opened = await openSealed(deps, custodyId)
    return opened ? ok(opened.secret) : secretGone
  }

  async function destroyKey(keyId: string): Promise<Result<void, CustodyFailureCode>> {
    const gone = await vault.keyring.destroy([keyId])
    if (gone.ok) owed.delete(keyId)
    else owed.add(keyId)
    return gone.ok ? ok() : gone.error.code === 'disk-full' ? diskFull : notDestroyed
  }

  async function destroy(custodyId: string): Promise<Result<void, CustodyFailureCode>> {
    const row = await findSealed(record, custodyId)
    const keyId = keyIdOf(row?.envelope)
    if (!row || keyId === undefined) return ok()
    const caseRef = vault.keyring.find(keyId)?.ownerId
    const destroyed = await destroyKey(keyId)
    if (!destroyed.ok) return destroyed
    const erased = await record.append([rowOf(CUSTODY_TABLE, custodyId, row.rev, null)], {
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
    replace: (custodyId, secret) => afterOwed(() => replace(custodyId, secret)),
    get: (custodyId) => enqueue(() => get(custodyId)),
    destroy: (custodyId) => afterOwed(() => destroy(custodyId)),
  }
}

interface Place {
  readonly custodyId: string
  /** One more each time the secret is replaced. */
  readonly rev: number
}

interface OpenedSecret extends Omit<Place, 'custodyId'> {
  readonly kind: SecretKind
  readonly secret: string
  readonly keyId: string
}

/** Seals under a key of its own and keeps the row. */
async function keepSecret(
  { vault, record, destroyKey }: CustodyDeps & { destroyKey(keyId: string): Promise<unknown> },
  place: Place,
  { kind, caseId, secret }: { readonly kind: SecretKind; readonly caseId: string; readonly secret: string },
): Promise<Result<void, CustodyFailureCode>> {
  if (!/^[0-9]{1,59}$/.test(secret)) throw new TypeError('a secret in custody is digits')
  const made = await vault.keyring.create([{ purpose: 'custody', ownerId: caseId }])
  if (!made.ok) return made.error.code === 'disk-full' ? diskFull : notKept
  const keyId = toHex(made.value[0]!.keyId)
  const plaintext = secretBytes(1 + secret.length)
  plaintext[0] = kinds.indexOf(kind)
  new TextEncoder().encodeInto(secret, plaintext.subarray(1))
  const sealed = vault.seal(placeOf(place), plaintext, keyId, 'custody')
  wipe(plaintext)
  const kept = sealed.ok
    ? await record.append([rowOf(CUSTODY_TABLE, place.custodyId, place.rev, sealed.value)], { action: `${kind}-kept`, caseRef: caseId })
    : sealed
  if (kept.ok) return ok()
  await destroyKey(keyId)
  return kept.error.code === 'disk-full' ? diskFull : notKept
}

async function findSealed(
  record: VaultRecord,
  custodyId: string,
): Promise<{ readonly envelope: Uint8Array; readonly rev: number } | undefined> {
  const row = await record.journal.findRow(CUSTODY_TABLE, custodyId)
  const envelope = row.ok && row.value?.env ? findBase64(row.value.env) : undefined
  return envelope && row.ok ? { envelope, rev: row.value!.rev } : undefined
}

async function openSealed({ vault, record }: CustodyDeps, custodyId: string): Promise<OpenedSecret | undefined> {
  const row = await findSealed(record, custodyId)
  const keyId = keyIdOf(row?.envelope)
  const opened = row && (await vault.openSecret(placeOf({ custodyId, rev: row.rev }), row.envelope))
  if (!row || opened?.ok !== true || keyId === undefined) return undefined
  const kind = kinds[opened.value[0]!]
  const secret = new TextDecoder().decode(opened.value.subarray(1))
  wipe(opened.value)
  return kind === undefined ? undefined : { kind, secret, keyId, rev: row.rev }
}

/**
 * Destroys the key that a crash left without a row. A crash leaves one at most: the newest, whose secret was not kept yet, or the one before a
 * secret that replaced it. Any other, or more of them, mean that the record lacks rows, because an earlier one was put back. A person who
 * puts the newer one back needs these keys.
 */
async function destroyOrphan({ vault, record }: CustodyDeps): Promise<void> {
  const keyIds = vault.keyring.list({ purpose: 'custody' }).map((key) => toHex(key.keyId))
  // As a rule every key has its row, which one pass over unchecked rows shows. Before a key is destroyed, each row is read and checked.
  const seen = new Set<string>()
  for (const slice of record.journal.slices(CUSTODY_TABLE)) for (const { env } of slice) seen.add(keyIdOf(env) ?? '')
  const orphan = keyIds.find((keyId) => !seen.has(keyId))
  if (orphan === undefined || record.journal.findings.some(({ kind }) => lacksRows.has(kind))) return
  const [successor, ...later] = keyIds.slice(keyIds.indexOf(orphan) + 1)
  if (later.length > 0) return
  let replaced = false
  for (const custodyId of record.journal.ids(CUSTODY_TABLE)) {
    const row = await record.journal.findRow(CUSTODY_TABLE, custodyId)
    // A row that does not read today may be the one of this key.
    if (!row.ok) return
    const keyId = row.value?.env ? keyIdOf(findBase64(row.value.env)) : undefined
    if (keyId === orphan) return
    if (keyId === successor) replaced = row.value!.rev > FIRST_REV
  }
  if (successor === undefined || replaced) await vault.keyring.destroy([orphan])
}

/** Found when the record may lack rows that were saved. */
const lacksRows: ReadonlySet<FindingKind> = new Set(['journal-cut-back', 'rows-lost'])

function keyIdOf(envelope: Uint8Array | undefined): string | undefined {
  const header = envelope === undefined ? undefined : splitEnvelope(envelope)
  return header?.ok === true ? toHex(header.value.keyId) : undefined
}

const placeOf = ({ custodyId, rev }: Place) => ({ table: CUSTODY_TABLE, recordId: custodyId, rev, schema: 1 })

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
