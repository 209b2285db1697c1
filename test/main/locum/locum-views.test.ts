import { describe, expect, test } from 'vitest'
import { addToLocumLog } from '../../../main/locum/add-to-locum-log.ts'
import { listLocumLog, listLocumWork, showLocumEntry } from '../../../main/locum/locum-views.ts'
import { err } from '../../../domain/result.ts'
import { locumPorts, typed } from './locum-ports.ts'

const filled = async () => {
  const kept = locumPorts()
  const rows = [
    { ...typed, uuid: '555000111001', grantedOn: '2026-11-01' },
    { ...typed, uuid: '555000111002', grantedOn: '2026-11-20' },
    { ...typed, uuid: '555000111003', grantedOn: '2026-10-01', reviewBy: '2026-12-05', endsOn: '2027-09-30' },
  ]
  await addToLocumLog(kept.ports, { kind: 'grant', rows })
  return kept
}

describe('locum log on the screen', () => {
  test('the access granted last comes first, each with its state of today; the view is noted', async () => {
    const { ports, seen } = await filled()
    const listed = await listLocumLog(ports)
    expect(listed.ok && listed.value.entries.map(({ uuid, state }) => [uuid.slice(-1), state])).toEqual([
      ['2', 'active'],
      ['1', 'active'],
      ['3', 'review-due'],
    ])
    expect(seen).toEqual(['locum-log-viewed'])
  })

  test('one entry with its history, newest first; one that is not there is refused', async () => {
    const { ports, seen } = await filled()
    const [first] = (await ports.locumLog.open()).all()
    const shown = await showLocumEntry(ports, { entryId: first!.entryId })
    expect(shown).toMatchObject({ value: { line: { uuid: '555000111001' }, history: [{ title: 'Granted', by: 'Sample Agent' }] } })
    expect(seen).toEqual(['locum-entry-viewed'])
    expect(await showLocumEntry(ports, { entryId: ports.newId() })).toMatchObject({ error: { code: 'no-such-entry' } })
  })

  test('what waits is listed for Today', async () => {
    const { ports } = await filled()
    expect((await listLocumWork(ports)).map(({ on, action }) => [on, action])).toEqual([['2026-12-05', 'Review access']])
  })

  test('what cannot be noted is not shown', async () => {
    const { ports } = await filled()
    const blind = { ...ports, views: { note: async () => err('disk-full', 'Full.', 'Free some space.') } }
    expect(await listLocumLog(blind)).toMatchObject({ error: { code: 'disk-full' } })
    const [first] = (await ports.locumLog.open()).all()
    expect(await showLocumEntry(blind, { entryId: first!.entryId })).toMatchObject({ error: { code: 'disk-full' } })
  })
})
