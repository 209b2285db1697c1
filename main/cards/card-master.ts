/**
 * The station's card master: 32 random bytes in the vault's keyring, made when the first card needs it. It never leaves `main`, and it
 * outlives passphrases and key versions because the keyring does. A lost master is never replaced silently: no
 * card that was written under it could be managed any more.
 */
import { z } from 'zod'
import { toHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { ManagementAlgorithm } from '../../native/card/piv.ts'
import type { RecordStore } from '../record/store.ts'
import type { Keyring } from '../vault/keyring.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { diversifyManagementKey } from './management-key.ts'

export type CardMasterFailureCode = 'card-master-missing' | 'disk-full' | 'journal-failed'

/** What a card key is asked for by; see `PersonalisationPlan.nextManagementKey`. */
export type ManagementKeyOf = (card: { readonly serial: string; readonly algorithm: ManagementAlgorithm }) => Uint8Array

export interface CardMaster {
  /** Makes the master when there never was one. */
  managementKeys(): Promise<Result<ManagementKeyOf, CardMasterFailureCode>>
}

export const CARDS_TABLE = 'cards'
const ROW = 'card-master'
const OWNER = 'station'
const PURPOSE = 'card-master'
const made = z.strictObject({ kind: z.literal('master'), keyId: z.string(), madeAt: z.iso.datetime() })

export function openCardMaster(parts: { readonly keyring: Keyring; readonly store: RecordStore; readonly now: () => Date }): CardMaster {
  const { keyring, store } = parts
  const inTurn = createSequencer()

  async function find(): Promise<Result<Uint8Array, CardMasterFailureCode>> {
    const stored = await store.read(CARDS_TABLE, ROW, 'records')
    const known = stored === undefined ? undefined : made.parse(stored)
    if (known) {
      const key = keyring.find(known.keyId)
      return key?.purpose === PURPOSE ? ok(key.key) : masterMissing
    }
    // A crash between the keyring and the journal leaves a master that no card was written under: it is as good as a fresh one.
    const [left] = keyring.list({ purpose: PURPOSE, ownerId: OWNER })
    const fresh = left ? ok([left]) : await keyring.create([{ purpose: PURPOSE, ownerId: OWNER }])
    if (!fresh.ok) return fresh.error.code === 'disk-full' ? diskFull : notMade
    const key = fresh.value[0]!
    const noted = await store.commit(
      [
        {
          table: CARDS_TABLE,
          id: ROW,
          rev: 1,
          keyId: 'records',
          value: { kind: 'master', keyId: toHex(key.keyId), madeAt: parts.now().toISOString() } satisfies z.infer<typeof made>,
        },
      ],
      { action: 'card-master-made' },
    )
    return noted.ok ? ok(key.key) : noted.error.code === 'disk-full' ? diskFull : notMade
  }

  return {
    managementKeys: () =>
      inTurn(async () => {
        const master = await find()
        return master.ok ? ok((card) => diversifyManagementKey(master.value, card)) : master
      }),
  }
}

const masterMissing = err(
  'card-master-missing',
  'The master of this station’s card keys is not in its keyring. No card was touched and no new master was made.',
  'Restore the folder from a backup: cards that were written before cannot be managed without it.',
)
const diskFull = err('disk-full', 'The disk is full. What was saved before is safe; this was not done.', 'Free some space, then try again.')
const notMade = err(
  'journal-failed',
  'The master of this station’s card keys could not be kept safely, so no card was touched.',
  'Try again. If it happens again, have the disk checked.',
)
