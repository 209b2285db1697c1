/** Checkpoints beside the record: when one is due, what is kept of it, and what does not read back. */
import { expect, test } from 'vitest'
import { readCheckpoint } from '../../../domain/record/checkpoint.ts'
import type { JournalRow } from '../../../domain/record/frame.ts'
import { err, ok } from '../../../domain/result.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { auditTrail } from '../../../main/record/audit.ts'
import { keptCheckpoints } from '../../../main/record/kept-checkpoints.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { code, freshFolder, madeVault, value } from '../vault/support.ts'

const now = () => new Date('2026-11-23T09:00:00.000Z')

async function bench() {
  const { vault } = await madeVault(await freshFolder())
  const trail = auditTrail({ now, monotonic: () => 0 })
  const rows = new Map<string, JournalRow>()
  const actions: string[] = []
  const damaged = new Set<string>()
  const disk = { isFull: false }
  const act = (action: string) => trail.take(trail.next({ agentId: 'a'.repeat(32), action }), 'fresh')
  const kept = keptCheckpoints({
    vault,
    trail,
    origin: 'ra-desk/invented',
    now,
    journal: {
      ids: () => [...rows.keys()],
      findRow: async (_table, id) => (damaged.has(id) ? err('journal-damaged', 'Damaged.', 'Restore it.') : ok(rows.get(id))),
    },
    write: async (written, { action }) => {
      if (disk.isFull) return err('disk-full', 'Full.', 'Free some space.')
      for (const row of written) rows.set(row.id, row)
      actions.push(action)
      act(action)
      return ok()
    },
  })
  return { vault, trail, rows, actions, damaged, disk, act, kept }
}

test('checkpoint: due once anything but the entry of the last one came after it', async () => {
  const { kept, act } = await bench()
  expect(kept.isBehind()).toBe(false)
  act('unlocked')
  expect(kept.isBehind()).toBe(true)
  value(await kept.make('lock'))
  expect(kept.isBehind()).toBe(false)
  act('unlocked')
  expect(kept.isBehind()).toBe(true)
})

test('checkpoint: size, code, reason and signed note of that moment', async () => {
  const { kept, act, trail, actions, vault, rows } = await bench()
  for (const action of ['unlocked', 'note-added']) act(action)
  const { code: printed } = trail.code()
  const root = Buffer.from(trail.root())
  const made = value(await kept.make('day-end'))
  expect(made).toMatchObject({ size: 2, code: printed, at: '2026-11-23T09:00:00.000Z', why: 'day-end' })
  const read = value(readCheckpoint(made.note, 'ra-desk/invented', vault.deviceKey().publicKey, sha256, verifySignature))
  expect([read.size, Buffer.compare(read.root, root)]).toEqual([2, 0])
  expect(actions).toEqual(['checkpoint-made day-end size-2'])
  expect([...rows.values()].map(({ table, id, rev }) => [table, id, rev])).toEqual([['checkpoints', '2', 1]])
  expect(await kept.list()).toEqual([made])
})

test('checkpoints: smallest first by number; one that is damaged, missing or erased is left out', async () => {
  const { kept, act, rows, damaged } = await bench()
  act('unlocked')
  for (let number = 0; number < 7; number += 1) {
    value(await kept.make('export'))
    act('note-added')
  }
  const sizes = async () => (await kept.list()).map(({ size }) => size)
  const [first, ...others] = rows
  rows.clear()
  for (const [id, row] of [...others, first!]) rows.set(id, row)
  expect(await sizes()).toEqual([1, 3, 5, 7, 9, 11, 13])
  damaged.add('3')
  rows.set('5', { ...rows.get('5')!, env: null })
  // The envelope of another place does not open here.
  rows.set('7', { ...rows.get('9')!, id: '7' })
  rows.set('11', undefined as unknown as JournalRow)
  expect(await sizes()).toEqual([1, 9, 13])
})

test('checkpoint: none is made when it cannot be written, or after a lock', async () => {
  const { kept, act, disk, vault } = await bench()
  act('unlocked')
  disk.isFull = true
  expect(code(await kept.make('lock'))).toBe('disk-full')
  disk.isFull = false
  vault.lock()
  expect(code(await kept.make('lock'))).toBe('locked')
  expect(await kept.list()).toEqual([])
})
