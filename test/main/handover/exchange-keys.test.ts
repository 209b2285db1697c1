/** Which key a sender gets next, and which ones are destroyed, over all states of keyring and ledger. */
import { expect, test } from 'vitest'
import { fromHex } from '../../../domain/bytes.ts'
import { ok } from '../../../domain/result.ts'
import {
  destroyKeysOf,
  destroyOlderKeys,
  listExchangeKeys,
  nextExchangeKey,
  type ExchangeDeps,
} from '../../../main/handover/exchange-keys.ts'
import { handoverRow, type Handover } from '../../../main/handover/handover-ledger.ts'
import type { KeyringKey } from '../../../main/vault/keyring-content.ts'

const [north, west] = ['a'.repeat(32), 'b'.repeat(32)]
const at = '2026-11-25T10:00:00.000Z'
const now = Date.parse(at)
const idOf = (place: number) => place.toString(16).padStart(32, '0')

/** A bundle that was taken over: the key that opened it, and the order of the newest key that its sender had. */
interface Came {
  readonly from?: string
  readonly openedWith?: string
  readonly senderHas?: number
}

/** `owners`: keys in the order in which they were made; the id of each is its place. */
function withKeys(owners: readonly string[], came: readonly Came[] = []) {
  let keys = owners.map((ownerId, place): KeyringKey => ({
    keyId: fromHex(idOf(place)),
    purpose: ownerId === 'station' ? 'handover' : 'handover-exchange',
    ownerId,
    key: new Uint8Array(32).fill(place + 1),
  }))
  const keyring: ExchangeDeps['vault']['keyring'] = {
    list: ({ purpose } = {}) => keys.filter((key) => purpose === undefined || key.purpose === purpose),
    create: async (wanted) => {
      const made = wanted.map((each, index) => ({ ...each, keyId: fromHex(idOf(keys.length + index)), key: new Uint8Array(32).fill(99) }))
      keys = [...keys, ...made]
      return ok(made)
    },
    destroy: async (keyIds) => {
      keys = keys.filter(({ keyId }) => !keyIds.includes(Buffer.from(keyId).toString('hex')))
      return ok()
    },
  }
  const rows = came.map(({ from = north, ...use }, index) =>
    handoverRow({
      rev: 1,
      direction: 'in',
      handoverId: `33333333-3333-4333-8333-33333333333${index}`,
      station: { stationId: from, name: 'Invented North' },
      at,
      by: 'Invented Agent',
      cases: [{ caseId: '44444444-4444-4444-8444-444444444444', caseReference: 'RA-TEST-XX' }],
      ...use,
    } satisfies Handover),
  )
  const store: ExchangeDeps['store'] = {
    ids: () => rows.map(({ id }) => id),
    read: async (_, id) => rows.find((row) => row.id === id)?.value,
  }
  return { deps: { vault: { keyring }, store, now: () => new Date(at) }, owners: () => keys.map(({ ownerId }) => ownerId) }
}

test.each<readonly [string, readonly string[], readonly Came[], number]>([
  ['no key yet: one by the time', [], [], now],
  ['a key that was never used: the same again', [`${north}-5`], [{}], 5],
  ['several that were never used: the newest', [`${north}-5`, `${north}-9`, `${north}-7`], [{ senderHas: 5 }], 9],
  ['the newest was used: a new one', [`${north}-5`], [{ openedWith: idOf(0), senderHas: 5 }], now],
  ['the newest was used, and the clock went back: a higher order', [`${north}-${now + 60}`], [{ openedWith: idOf(0) }], now + 61],
  ['the sender would not take it again, being trusted again: a new one', [`${north}-5`], [{ senderHas: 5 }], now],
  ['this workstation was restored, and the clock is behind: above what the sender has', [], [{ senderHas: now + 1000 }], now + 1001],
  ['the sender has one of a later time: above that', [`${north}-5`], [{ senderHas: now + 1000 }], now + 1001],
  ['another sender used its own: nothing changes', [`${north}-5`, `${west}-8`], [{ from: west, openedWith: idOf(1), senderHas: 8 }], 5],
  ['only another sender has a key: one of its own', [`${west}-8`], [], now],
])('key for the next bundle: %s', async (_, keys, came, order) => {
  const { deps, owners } = withKeys(keys, came)
  const next = await nextExchangeKey(deps, north)
  expect(next).toMatchObject({ ok: true, value: { stationId: north, order } })
  expect(owners()).toContain(`${north}-${order}`)
  expect(await nextExchangeKey(deps, north)).toEqual(next)
  expect(owners()).toHaveLength(keys.includes(`${north}-${order}`) ? keys.length : keys.length + 1)
})

const three = ['station', `${north}-5`, `${north}-7`, `${north}-9`, `${west}-1`, `${west}-2`]
test.each<readonly [string, readonly Came[], readonly string[]]>([
  ['nothing came: all stay', [], three],
  ['a bundle for the key of the card: all stay', [{ openedWith: idOf(0) }], three],
  ['the oldest was used: all stay', [{ openedWith: idOf(1) }], three],
  ['the second was used: the first goes', [{ openedWith: idOf(1) }, { openedWith: idOf(2) }], three.toSpliced(1, 1)],
  [
    'the newest was used: the older go, whatever came in between',
    [{ openedWith: idOf(3) }, { openedWith: idOf(1) }],
    three.toSpliced(1, 2),
  ],
  ['another sender used its own: all of this one stay', [{ from: west, openedWith: idOf(5) }], three],
  ['another sender’s row names a key of this one: all stay', [{ from: west, openedWith: idOf(3) }], three],
])('keys that are destroyed after taking over: %s', async (_, came, left) => {
  const { deps, owners } = withKeys(three, came)
  expect((await destroyOlderKeys(deps, north)).ok).toBe(true)
  expect(owners()).toEqual(left)
})

test('trust withdrawn: every key of that sender is destroyed, and of no other', async () => {
  const { deps, owners } = withKeys(three)
  expect((await destroyKeysOf(deps, north)).ok).toBe(true)
  expect(owners()).toEqual(['station', `${west}-1`, `${west}-2`])
})

test('keys to try on a bundle: of all senders, the newest first', () => {
  const { deps } = withKeys(three)
  expect(listExchangeKeys(deps).map(({ order }) => order)).toEqual([9, 7, 5, 2, 1])
  expect(listExchangeKeys(deps, west).map(({ keyId, key }) => [keyId, key[0]])).toEqual([
    [idOf(5), 6],
    [idOf(4), 5],
  ])
})
