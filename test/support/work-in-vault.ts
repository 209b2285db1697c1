/**
 * A process that opens a vault, does with its keys what the app does in a day, and locks it again: for `test/main/vault/memory.test.ts`, which
 * reads its memory in between. The passphrase comes disguised, so that what is found of it is not what the channel of the test left.
 */
import { createECDH, randomFillSync } from 'node:crypto'
import { toBase64, toHex, utf8 } from '../../domain/bytes.ts'
import { secretBytes } from '../../domain/secret-bytes.ts'
import { collectGarbage } from '../../main/vault/collect-garbage.ts'
import { openRecord } from '../../main/record/record.ts'
import type { KdfParameters } from '../../main/vault/argon2.ts'
import { openCustody } from '../../main/record/custody.ts'
import { keyPurposes } from '../../main/vault/keyring-content.ts'
import { openStationAccess } from './station-access.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'

export interface Opening {
  readonly folder: string
  /** `disguise` of the passphrase. */
  readonly passphrase: readonly number[]
  readonly kdf: KdfParameters
}
export type Order =
  | ({ readonly do: 'make'; readonly cases: number } & Opening)
  | ({ readonly do: 'unlock' } & Opening)
  | { readonly do: 'lock' }
  | { readonly do: 'collect' }

const agent = { id: '11111111-1111-4111-8111-111111111111', name: 'Tamsin Example-Agent', signInName: 'tamsin' }
const PASSCODE = '304718'
const MASK = 0xa5
export const disguise = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0) ^ MASK)
const undisguise = (codes: readonly number[]): string => String.fromCharCode(...codes.map((code) => code ^ MASK))

const randomBytes = (length: number): Uint8Array => randomFillSync(secretBytes(length))
let lock: () => Promise<void> = () => Promise.resolve()

process.on('message', (order: Order) => {
  void follow(order).then(
    () => process.send?.('done'),
    (error: Error) => process.send?.(error.stack),
  )
})

async function follow(order: Order): Promise<void> {
  if (order.do === 'lock') return lock()
  if (order.do === 'collect') return collectGarbage()
  const { folder, kdf } = order
  const workerUrl = new URL('../../main/vault/argon2-worker.ts', import.meta.url)
  const vaultAccess = openStationAccess({
    folder,
    randomBytes,
    monotonic: () => performance.now(),
    kdf: { workerUrl, parameters: kdf, floor: kdf },
  })
  const passphrase = undisguise(order.passphrase)
  if (order.do === 'make') return day(must(await vaultAccess.create({ agent, passphrase })).vault, folder, order.cases)
  return day(must(await vaultAccess.unlock({ agentId: agent.id, passphrase })), folder, 0)
}

/** Every key seals and opens, some are new, secrets are kept and read, acts are signed, and what may go to the page's worker goes there. */
async function day(vault: UnlockedVault, folder: string, newCases: number): Promise<void> {
  const record = must(await openRecord({ folder, vault, now: () => new Date(), monotonic: () => performance.now() }))
  const custody = await openCustody({ vault, record, randomBytes })
  for (let number = 0; number < newCases; number += 1) {
    const ownerId = `owner-${String(number)}`
    must(await vault.keyring.create(keyPurposes.filter((purpose) => purpose !== 'custody').map((purpose) => ({ purpose, ownerId }))))
    must(await custody.put('passcode', ownerId, PASSCODE))
  }
  const place = { table: 'cases', recordId: 'somebody', rev: 1, schema: 1 }
  for (const keyId of [...vault.keyring.list().map((key) => toHex(key.keyId)), vault.recordsKeyId, vault.auditKeyId])
    must(vault.open(place, must(vault.seal(place, utf8('Ffion Sample'), keyId))))
  for (const custodyId of record.journal.ids('secrets')) must(await custody.get(custodyId))
  const workerPublicKey = toBase64(new Uint8Array(createECDH('prime256v1').generateKeys()))
  must(vault.wrapKeysForWorker(workerPublicKey, 'records'))
  const forWorker = vault.keyring.list().filter(({ purpose }) => purpose === 'case' || purpose === 'evidence')
  must(
    vault.wrapKeysForWorker(
      workerPublicKey,
      forWorker.map(({ keyId }) => toHex(keyId)),
    ),
  )
  must(await record.append([], { action: 'printed', signed: true }))
  must(await record.makeCheckpoint('lock'))
  lock = async () => {
    await record.close()
    vault.lock()
    lock = () => Promise.resolve()
  }
}

function must<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: { readonly message: string } },
): Value {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
