import { describe, expect, test } from 'vitest'
import type { Input } from '../../../preload/contract.ts'
import { actOnLocumEntries, correctLocumEntry } from '../../../main/locum/act-on-locum-entries.ts'
import { addToLocumLog } from '../../../main/locum/add-to-locum-log.ts'
import { locumPorts, typed } from './locum-ports.ts'

const review = { kind: 'review', on: '2026-11-30', reviewBy: '2027-05-01', endsOn: '2027-10-31' } as const
const revoke = { kind: 'revoke', on: '2026-11-30', how: 'cim-batch', reference: 'REQ-1' } as const

async function logOf(people: number) {
  const kept = locumPorts()
  const rows = Array.from({ length: people }, (_, index) => ({ ...typed, uuid: String(555_000_111_001 + index) }))
  await addToLocumLog(kept.ports, { kind: 'grant', rows })
  const book = await kept.ports.locumLog.open()
  const chosen = () => book.all().map(({ entryId, rev }) => ({ entryId, rev }))
  const act = async (input: Input<'locum.act'>) => {
    const answer = await actOnLocumEntries(kept.ports, input)
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value
  }
  return { ...kept, book, chosen, act }
}

describe('locum log: one act on many entries', () => {
  test('a preview changes nothing and answers as the act does', async () => {
    const { act, chosen, commits } = await logOf(3)
    const asked = { entries: chosen(), act: revoke }
    const preview = await act({ ...asked, preview: true })
    expect(commits).toHaveLength(1)
    expect(await act(asked)).toEqual(preview)
    expect(preview.done).toHaveLength(3)
    expect(commits.at(-1)).toMatchObject({ audit: { action: 'locum-revoked' }, rows: { length: 3 } })
  })

  test('those that the rules allow are changed in one frame, the others are named', async () => {
    const { act, chosen, book, commits } = await logOf(3)
    const [first, second, third] = chosen()
    await act({ entries: [first!], act: revoke })
    const unknown = { entryId: '99999999-9999-4999-8999-999999999999', rev: 1 }
    const entries = [first!, { ...first!, rev: 2 }, second!, { ...third!, rev: 7 }, unknown, second!]
    const { done, refused } = await act({ entries, act: revoke })
    expect(done).toEqual([second!.entryId])
    expect(refused.map(({ code }) => code)).toEqual(['stale', 'locum-revoked-already', 'stale', 'no-such-entry', 'stale'])
    expect(book.find(third!.entryId)?.rev).toBe(1)
    expect(commits).toHaveLength(3)
  })

  test('review, revocation and its withdrawal', async () => {
    const { act, chosen, book } = await logOf(1)
    await act({ entries: chosen(), act: review })
    expect(book.all()[0]?.entry.grant.reviewBy).toBe('2027-05-01')
    await act({ entries: chosen(), act: revoke })
    expect(book.all()[0]?.entry.revoked).toEqual({ on: '2026-11-30', by: 'Sample Agent', how: 'cim-batch', reference: 'REQ-1' })
    expect((await act({ entries: chosen(), act: review })).refused[0]?.code).toBe('locum-revoked-already')
    await act({ entries: chosen(), act: { kind: 'withdrawRevocation', reason: 'Wrong person' } })
    expect(book.all()[0]?.entry.revoked).toBeUndefined()
    expect(book.all()[0]?.events.map(({ event }) => event.kind)).toEqual(['granted', 'reviewed', 'revoked', 'revocationWithdrawn'])
  })

  test('what could not be saved is not done', async () => {
    const { ports, chosen, failWith, book } = await logOf(1)
    failWith('journal-failed')
    expect(await actOnLocumEntries(ports, { entries: chosen(), act: revoke })).toMatchObject({ error: { code: 'journal-failed' } })
    expect(book.all()[0]?.entry.revoked).toBeUndefined()
  })
})

describe('locum log: a correction', () => {
  test('keeps the first entry and adds what is right; problems change nothing', async () => {
    const { ports, chosen, book } = await logOf(2)
    const [first] = chosen()
    const row = { ...typed, uuid: '555000111001' }
    const correct = (change: object) => correctLocumEntry(ports, { ...first!, row: { ...row, ...change }, reason: 'Typing mistake' })
    expect(await correct({ reviewBy: '' })).toMatchObject({ value: { problems: [{ field: 'reviewBy' }] } })
    expect(await correct({ uuid: '555000111002' })).toMatchObject({ value: { problems: [{ field: 'uuid', confirm: 'secondBecause' }] } })
    expect(await correct({})).toMatchObject({ error: { code: 'locum-nothing-changed' } })
    expect(book.find(first!.entryId)?.rev).toBe(1)
    expect(await correct({ name: 'Corrected Name' })).toMatchObject({ value: { problems: [] } })
    expect(book.find(first!.entryId)).toMatchObject({
      rev: 2,
      entry: { grant: { name: 'Corrected Name' } },
      events: [{ event: { grant: { name: 'Invented Pharmacist' } } }, { event: { reason: 'Typing mistake' } }],
    })
    expect(await correct({ name: 'Late' })).toMatchObject({ error: { code: 'stale' } })
  })
})
