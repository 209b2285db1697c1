import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { contextOf, readKeySlots, repairKeySlots, writeKeySlots, type KeySlotSet } from '../../../main/vault/key-slots-file.ts'
import { plainAgentSlot, plainRecoverySlot } from './plain-slots.ts'
import { code, freshFolder, value } from './support.ts'

const vaultId = '0123456789abcdef'.repeat(2)
const set = (keyVersion: number, digit: string): KeySlotSet => ({
  keyVersion,
  keyringKeyId: digit.repeat(32),
  agents: [plainAgentSlot],
  recovery: plainRecoverySlot,
})
const [current, pending] = [set(1, 'a'), set(2, 'b')]

async function written(next: KeySlotSet | null = null) {
  const path = join(await freshFolder(), 'key-slots.json')
  const revision = value(await writeKeySlots(path, { vaultId, rev: 4 }, current, next))
  return { path, revision }
}
type Content = Record<string, unknown>
const contentOf = async (path: string): Promise<Content> => JSON.parse(await readFile(path, 'utf8'))

/** One copy with this content, and its checksum unless it has one. */
async function only(path: string, { check: _, ...content }: Content, check: unknown = toHex(sha256(utf8(JSON.stringify(content))))) {
  await rm(`${path}.second`)
  await writeFile(path, JSON.stringify({ ...content, check }))
}

test('key slots: read as written, with the next number and the hash that the writing answered', async () => {
  const { path, revision } = await written()
  expect(revision.rev).toBe(5)
  const read = value(await readKeySlots(path, current.keyringKeyId))
  expect(read).toEqual({ vaultId, ...revision, ...current, untidy: false })
  expect(contextOf(read)).toEqual({ vaultId: new Uint8Array(Buffer.from(vaultId, 'hex')), keyVersion: 1 })
  expect((await readFile(path, 'utf8')).endsWith('}\n')).toBe(true)
})

test.each<[string, string | undefined, number]>([
  ['the keyring is under the key of the pending set', pending.keyringKeyId, 2],
  ['the keyring is under the key of the current set', current.keyringKeyId, 1],
  ['the keyring cannot be read', undefined, 1],
  ['the keyring is under another key', 'c'.repeat(32), 1],
])('key slots, a rotation cut off: %s', async (_, keyringKeyId, keyVersion) => {
  const { path } = await written(pending)
  const read = value(await readKeySlots(path, keyringKeyId))
  expect([read.keyVersion, read.untidy]).toEqual([keyVersion, true])
})

test('key slots: what the caller has beside a set is not written', async () => {
  const path = join(await freshFolder(), 'key-slots.json')
  const more = { ...current, untidy: true, hash: 'x' }
  value(await writeKeySlots(path, { vaultId, rev: 0 }, more, { ...more, ...pending }))
  expect(await contentOf(path)).toMatchObject({ rev: 1, current, pending })
})

test('key slots: no file is missing, and not damaged', async () => {
  expect(code(await readKeySlots(join(await freshFolder(), 'key-slots.json'), undefined))).toBe('key-slots-missing')
})

describe('key slots: refused', () => {
  test.each<[string, (content: Content) => Content, string]>([
    ['nothing changed', (content) => content, 'ok'],
    ['another version, newer', (content) => ({ ...content, version: 3 }), 'key-slots-newer'],
    ['another version, older', (content) => ({ ...content, version: 1 }), 'key-slots-older'],
    ['a version that is no number', (content) => ({ ...content, version: '2' }), 'key-slots-damaged'],
    ['another format', (content) => ({ ...content, format: 'ra-desk' }), 'key-slots-damaged'],
    ['a vault that is none', (content) => ({ ...content, vaultId: `${vaultId} ` }), 'key-slots-damaged'],
    ['a vault with something before it', (content) => ({ ...content, vaultId: ` ${vaultId}` }), 'key-slots-damaged'],
    ['no number', (content) => ({ ...content, rev: 0 }), 'key-slots-damaged'],
    ['half a number', (content) => ({ ...content, rev: 1.5 }), 'key-slots-damaged'],
    ['a field too many', (content) => ({ ...content, more: 1 }), 'key-slots-damaged'],
    ['nobody', (content) => ({ ...content, current: { ...current, agents: [] } }), 'key-slots-damaged'],
    [
      'an agent twice',
      (content) => ({ ...content, current: { ...current, agents: [plainAgentSlot, plainAgentSlot] } }),
      'key-slots-damaged',
    ],
    [
      'an agent twice in the pending set',
      (content) => ({ ...content, pending: { ...pending, agents: [plainAgentSlot, plainAgentSlot] } }),
      'key-slots-damaged',
    ],
    [
      'two agents',
      (content) => ({ ...content, current: { ...current, agents: [plainAgentSlot, { ...plainAgentSlot, agentId: 'b' }] } }),
      'ok',
    ],
    ['key version 0', (content) => ({ ...content, current: { ...current, keyVersion: 0 } }), 'key-slots-damaged'],
    [
      'a key version that is too high',
      (content) => ({ ...content, current: { ...current, keyVersion: 0x1_0000_0000 } }),
      'key-slots-damaged',
    ],
    [
      'an id of the keyring key that is too long',
      (content) => ({ ...content, current: { ...current, keyringKeyId: 'a'.repeat(33) } }),
      'key-slots-damaged',
    ],
    [
      'an id of the keyring key in capitals before it',
      (content) => ({ ...content, current: { ...current, keyringKeyId: `A${'a'.repeat(32)}` } }),
      'key-slots-damaged',
    ],
  ])('%s', async (_, change, expected) => {
    const { path } = await written()
    await only(path, change(await contentOf(path)))
    expect(code(await readKeySlots(path, undefined))).toBe(expected)
  })

  test('another checksum', async () => {
    const { path } = await written()
    await only(path, await contentOf(path), '0'.repeat(64))
    expect(code(await readKeySlots(path, undefined))).toBe('key-slots-damaged')
  })

  test.each(['', '{', 'null', '"check"', '5', '[]', '{}'])('the content %j', async (content) => {
    const { path } = await written()
    await rm(`${path}.second`)
    await writeFile(path, content)
    expect(code(await readKeySlots(path, undefined))).toBe('key-slots-damaged')
  })
})

test('key slots: of two copies that differ, the one with the higher number counts, and both are made the same', async () => {
  const { path } = await written()
  const older = await readFile(path)
  value(await writeKeySlots(path, { vaultId, rev: 5 }, pending))
  await writeFile(path, older)
  expect(value(await readKeySlots(path, undefined)).rev).toBe(6)
  await repairKeySlots(path)
  expect([(await contentOf(path))['rev'], (await contentOf(`${path}.second`))['rev']]).toEqual([6, 6])
})
