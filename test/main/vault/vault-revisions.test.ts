/** Each act notes how far the other files of the vault have got. One that is behind was put back: it is said, or nothing is opened. */
import { appendFile, cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findBehind, type VaultRevisions, type WatchedFiles } from '../../../main/vault/vault-revisions.ts'
import { openHighWaterMark } from '../../../main/record/high-water-mark.ts'
import { openStation, makeVault, value, type OpenStation } from '../../faults/station.ts'
import { freshFolder } from './support.ts'

const hash = (digit: string) => digit.repeat(64)
const known: VaultRevisions = { keySlots: { rev: 5, hash: hash('a') }, keyring: 7, keys: 9, destroyed: { count: 2, hash: hash('d') } }
const hashes: Readonly<Record<number, string>> = { 1: hash('c'), 2: hash('d'), 3: hash('e') }
const filesAt = (at: Partial<VaultRevisions>): WatchedFiles => {
  const atOpening = { ...known, ...at }
  const { count } = atOpening.destroyed
  return { atOpening, now: () => atOpening, revived: [], hashOfDestroyed: (number) => (number > count ? undefined : hashes[number]) }
}

test.each<readonly [string, Partial<VaultRevisions>, readonly string[]]>([
  ['all as they were', {}, []],
  ['all ahead', { keySlots: { rev: 6, hash: hash('b') }, keyring: 8, keys: 10, destroyed: { count: 3, hash: hash('e') } }, []],
  ['older key slots', { keySlots: { rev: 4, hash: hash('b') } }, ['keySlots']],
  ['key slots with another content under the same number', { keySlots: { rev: 5, hash: hash('b') } }, ['keySlots']],
  ['an older keyring', { keyring: 6 }, ['keyring']],
  ['older keys', { keys: 8 }, ['keys']],
  ['a shorter list of destroyed keys', { destroyed: { count: 1, hash: hash('c') } }, ['destroyed']],
  [
    'everything older',
    { keySlots: { rev: 1, hash: hash('b') }, keyring: 1, keys: 1, destroyed: { count: 1, hash: hash('c') } },
    Object.keys(known),
  ],
])('files of the vault: %s', (_, at, behind) => {
  expect(findBehind(known, filesAt(at))).toEqual(behind)
})

test('files of the vault: a list of destroyed keys of the right length with another beginning is behind', () => {
  const files = filesAt({ destroyed: { count: 3, hash: hash('e') } })
  expect(findBehind(known, { ...files, hashOfDestroyed: () => hash('f') })).toEqual(['destroyed'])
})

test('high-water mark: keeps how far the other files had got, beside a place that has nothing of them', async () => {
  const folder = await freshFolder()
  const [vaultId, keys, signer] = [
    new Uint8Array(16),
    new Map([[1, new Uint8Array(32)]]),
    { keyVersion: 1, key: new Uint8Array(32) },
  ] as const
  const mark = await openHighWaterMark(folder, vaultId, keys)
  const at = (seq: number) => ({ seq, hash: new Uint8Array(32).fill(seq) })
  await mark.raise(at(1), signer)
  await mark.raise(at(2), signer, known)
  await mark.close()
  const again = await openHighWaterMark(folder, vaultId, keys)
  expect([again.found, again.mark?.seq, again.mark?.files]).toEqual(['in-order', 2, known])
})

// ── A station whose files are put back ────────────────────────────────────────────────────────────────

interface Days {
  readonly folder: string
  readonly older: string
}

/** Two days of a station: on the first two cases, on the second one is deleted and one is new. Both are closed. */
async function twoDays(): Promise<Days> {
  const folder = join(await freshFolder(), 'station')
  await makeVault(folder)
  const work = async (acts: (station: OpenStation) => Promise<void>) => {
    const station = await openStation(folder)
    await acts(station)
    await station.close()
  }
  await work(async (station) => {
    value(await station.save('kept', 1))
    value(await station.save('gone', 1))
    value(await station.save('gone-early', 1))
    value(await station.purge('gone-early', 1))
  })
  const older = `${folder}-older`
  await cp(folder, older, { recursive: true })
  await work(async (station) => {
    value(await station.purge('gone', 1))
    value(await station.save('new', 1))
  })
  return { folder, older }
}

async function putBack({ folder, older }: Days, pattern: RegExp): Promise<void> {
  const all = async (at: string) => (await readdir(at, { recursive: true })).filter((name) => pattern.test(name.replaceAll('\\', '/')))
  for (const name of await all(folder)) await rm(join(folder, name), { force: true })
  for (const name of await all(older)) await cp(join(older, name), join(folder, name))
}

const keysOf = (station: OpenStation, id: string) => station.vault.keyring.list({ ownerId: id }).length

/** The findings of an opening, and after it of one more, which finds nothing more. */
async function opened(folder: string, look: (station: OpenStation) => void = () => undefined): Promise<string[]> {
  const station = await openStation(folder)
  const kinds = station.findings.map(({ kind }) => kind)
  look(station)
  // As the app does: what was found is an entry.
  for (const kind of kinds) value(await station.record.append([], { action: kind }))
  await station.close()
  const again = await openStation(folder)
  expect(again.findings).toEqual([])
  await again.close()
  return kinds
}

test('rollback: nothing put back, nothing is said', async () => {
  const days = await twoDays()
  expect(await opened(days.folder)).toEqual([])
})

test('rollback: both copies of the keys: said, and a key that was destroyed since is destroyed again', async () => {
  const days = await twoDays()
  await putBack(days, /vault\/keys(-second)?\.db/)
  const kinds = await opened(days.folder, (station) => {
    expect([keysOf(station, 'gone'), keysOf(station, 'kept'), keysOf(station, 'new')]).toEqual([0, 1, 0])
  })
  expect(kinds.toSorted()).toEqual(['destroyed-keys-alive', 'keys-behind'])
})

test('rollback: the list of destroyed keys: said', async () => {
  const days = await twoDays()
  await putBack(days, /destroyed-keys\.txt$/)
  expect(await opened(days.folder)).toEqual(['destroyed-keys-behind'])
})

test('rollback: the list of destroyed keys, deleted: said', async () => {
  const days = await twoDays()
  await putBack({ ...days, older: await freshFolder() }, /destroyed-keys\.txt$/)
  expect(await opened(days.folder)).toEqual(['destroyed-keys-behind'])
})

test('rollback: keys and list together: both are said', async () => {
  const days = await twoDays()
  await putBack(days, /destroyed-keys\.txt$|vault\/keys(-second)?\.db/)
  expect((await opened(days.folder)).toSorted()).toEqual(['destroyed-keys-behind', 'keys-behind'])
})

test('rollback: the record, both copies, without the mark: the mark outside knows the keys as well', async () => {
  const days = await twoDays()
  await putBack(days, /vault\/(record|keys)(-second)?\.db/)
  const kinds = await opened(days.folder)
  expect(kinds).toContain('journal-cut-back')
  expect(kinds).toContain('keys-behind')
})

test('destroyed keys: an id that somebody wrote into the list destroys no key', async () => {
  const days = await twoDays()
  const [list] = (await readdir(days.folder)).filter((name) => name.endsWith('destroyed-keys.txt'))
  const before = await openStation(days.folder)
  const [kept] = before.vault.keyring.list({ ownerId: 'kept' })
  await before.close()
  await appendFile(join(days.folder, list!), `\n${Buffer.from(kept!.keyId).toString('hex')}\n`)
  expect(await opened(days.folder, (station) => expect(keysOf(station, 'kept')).toBe(1))).toEqual([])
})
