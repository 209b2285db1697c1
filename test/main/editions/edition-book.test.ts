import { describe, expect, test } from 'vitest'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { openEditionBook } from '../../../main/editions/edition-book.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { longerCodeEdition } from '../../support/signed-edition.ts'

const by = { at: '2026-11-23T09:30:00.000Z', by: 'Sample Manager' }
const imported = { edition: longerCodeEdition, ...by }
const withdrawn = { on: '2026-12-01', why: 'Replaced', ...by }
const bundled = bundledEditions[0]!

async function freshBook() {
  const kept = memoryStore()
  return { ...kept, book: await openEditionBook(kept.store) }
}

describe('editions that a workstation adds', () => {
  test('at first only the bundled ones are there', async () => {
    const { book } = await freshBook()
    expect(book.editions.all).toEqual(bundledEditions)
    expect(book.added()).toEqual([])
    expect(book.find(bundled.id)).toBeUndefined()
  })

  test('an imported one is there at once and after the next sign-in', async () => {
    const { store, book } = await freshBook()
    await book.keep(longerCodeEdition.id, { imported }, 'edition-imported')
    for (const each of [book, await openEditionBook(store)]) {
      expect(each.editions.all).toEqual([...bundledEditions, longerCodeEdition])
      expect(each.editions.get(longerCodeEdition.id)).toEqual(longerCodeEdition)
      expect(each.added()).toEqual([longerCodeEdition])
    }
  })

  test.each([
    ['imported', longerCodeEdition, { imported }],
    ['bundled', bundled, {}],
  ] as const)(
    '%s and withdrawn here: marked with the day and the reason, without the agent; as published it has no mark',
    async (_, edition, first) => {
      const { store, book } = await freshBook()
      await book.keep(edition.id, first, 'edition-imported')
      await book.keep(edition.id, { ...first, withdrawn }, 'edition-withdrawn')
      for (const each of [book, await openEditionBook(store)]) {
        expect(each.editions.get(edition.id).inForce).toEqual({ ...edition.inForce, withdrawn: { on: '2026-12-01', why: 'Replaced' } })
        expect(each.asPublished(edition.id)).toEqual(edition)
        expect(each.find(edition.id)?.withdrawn).toEqual(withdrawn)
      }
      await book.keep(edition.id, first, 'edition-reinstated')
      expect(book.editions.get(edition.id)).toEqual(edition)
    },
  )

  test('each change counts the row on and names the edition; a withdrawal also its day and reason', async () => {
    const { commits, book } = await freshBook()
    await book.keep(longerCodeEdition.id, { imported }, 'edition-imported')
    await book.keep(longerCodeEdition.id, { imported, withdrawn }, 'edition-withdrawn')
    expect(commits.map(({ audit, rows }) => [audit.action, audit.detail, rows.map((row) => 'rev' in row && row.rev)])).toEqual([
      ['edition-imported', { edition: longerCodeEdition.id }, [1]],
      ['edition-withdrawn', { edition: longerCodeEdition.id, on: '2026-12-01', why: 'Replaced' }, [2]],
    ])
  })

  test('what could not be saved does not count', async () => {
    const { book, failWith } = await freshBook()
    failWith('disk-full')
    expect(await book.keep(longerCodeEdition.id, { imported }, 'edition-imported')).toMatchObject({ error: { code: 'disk-full' } })
    expect(book.editions.find(longerCodeEdition.id)).toBeUndefined()
    expect(book.find(longerCodeEdition.id)).toBeUndefined()
  })

  test('a row that notes an edition this version does not bundle, and that was not imported, adds nothing', async () => {
    const { store, book } = await freshBook()
    await book.keep('of-another-version', { withdrawn }, 'edition-withdrawn')
    for (const each of [book, await openEditionBook(store)]) expect(each.added()).toEqual([])
  })
})
