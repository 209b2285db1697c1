import { describe, expect, test } from 'vitest'
import { granted, review, revoked } from '../../domain/locum/grants.ts'
import { locumPorts } from './locum-ports.ts'

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`
const caseId = id(9)
const ofCase = { ...granted, case: { caseId, caseReference: 'RA-9' } } as const

describe('locum log: as it is kept', () => {
  test('each change adds to the row of its entry; another sign-in reads the same', async () => {
    const { ports, commits, again } = locumPorts()
    const book = await ports.locumLog.open()
    await book.commit([{ entryId: id(1), events: [granted] }], { action: 'locum-granted' })
    await book.commit([{ entryId: id(1), events: [{ kind: 'reviewed', ...review }, revoked] }], { action: 'locum-reviewed' })
    expect(commits.map(({ rows }) => rows)).toMatchObject([
      [{ table: 'locum-log', id: id(1), rev: 1, keyId: 'records' }],
      [{ table: 'locum-log', id: id(1), rev: 3, keyId: 'records' }],
    ])
    const read = (await again().open()).find(id(1))
    expect(read).toEqual(book.find(id(1)))
    expect(read?.events.map(({ event }) => event.kind)).toEqual(['granted', 'reviewed', 'revoked'])
    expect(read?.events[0]).toMatchObject({ agentName: 'Sample Agent', at: '2026-11-30T09:30:00.000Z' })
  })

  test('open access is found by its UUID, until it is revoked or corrected to another', async () => {
    const { ports } = locumPorts()
    const book = await ports.locumLog.open()
    const { uuid } = granted.kind === 'granted' ? granted.grant : { uuid: '' }
    await book.commit([{ entryId: id(1), events: [granted] }], { action: 'locum-granted' })
    expect(book.openWithUuid(uuid)?.entryId).toBe(id(1))
    expect(book.openWithUuid(uuid, id(1))).toBeUndefined()
    await book.commit([{ entryId: id(1), events: [revoked] }], { action: 'locum-revoked' })
    expect(book.openWithUuid(uuid)).toBeUndefined()
  })

  test('of a case: the entry that was granted last, also when an older one was changed since', async () => {
    const { ports, clock, again } = locumPorts()
    const book = await ports.locumLog.open()
    await book.commit([{ entryId: id(1), events: [ofCase, revoked] }], { action: 'locum-granted' })
    clock.today = '2026-12-01'
    await book.commit([{ entryId: id(2), events: [ofCase] }], { action: 'locum-granted' })
    await book.commit([{ entryId: id(1), events: [{ kind: 'revocationWithdrawn', reason: 'x' }] }], { action: 'locum-corrected' })
    for (const each of [book, await again().open()]) expect(each.ofCase(caseId)?.entryId).toBe(id(2))
  })

  test('what could not be saved does not count', async () => {
    const { ports, failWith } = locumPorts()
    const book = await ports.locumLog.open()
    failWith('disk-full')
    expect(await book.commit([{ entryId: id(1), events: [granted] }], { action: 'locum-granted' })).toMatchObject({ ok: false })
    expect(book.all()).toEqual([])
  })

  test('a row that is no entry is never passed over', async () => {
    const { store, again } = locumPorts()
    await store.commit([{ table: 'locum-log', id: id(1), rev: 1, keyId: 'records', value: { events: [] } }], { action: 'x' })
    await expect(again().open()).rejects.toThrow()
  })
})
