import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { saveNoted } from '../../../main/record/save-noted.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code } from '../vault/support.ts'

const note = { action: 'bundle-saved', caseId: '22222222-2222-4222-8222-222222222222', detail: { file: 'x' } }
const saved = ok({ savedAs: '/media/stick/bundle.radesk' })

describe('a file that leaves the app', () => {
  test('is noted before it is saved', async () => {
    const { store, commits } = memoryStore()
    let notedBefore = 0
    const answer = await saveNoted({ store }, note, async () => {
      notedBefore = commits.length
      return saved
    })
    expect(answer).toEqual(saved)
    expect(notedBefore).toBe(1)
    expect(commits.map(({ audit }) => audit)).toEqual([note])
  })

  test('is not saved when it cannot be noted', async () => {
    const { store, failWith } = memoryStore()
    failWith('disk-full')
    let asked = false
    const answer = await saveNoted({ store }, note, async () => {
      asked = true
      return saved
    })
    expect([code(answer), asked]).toEqual(['disk-full', false])
  })

  test.each([
    ['cancelled', ok({ savedAs: '' })],
    ['failed', err('not-saved', 'Nothing was saved.', 'Try again.')],
  ])('%s: the record says that it was not saved, under the same case', async (_, answer) => {
    const { store, commits } = memoryStore()
    expect(await saveNoted({ store }, note, async () => answer)).toEqual(answer)
    expect(commits.map(({ audit }) => audit)).toEqual([note, { action: 'not-saved', caseId: note.caseId }])
  })

  test('of no case: the second note names none', async () => {
    const { store, commits } = memoryStore()
    await saveNoted({ store }, { action: 'record-exported' }, async () => ok({ savedAs: '' }))
    expect(commits[1]!.audit).toEqual({ action: 'not-saved' })
  })
})
