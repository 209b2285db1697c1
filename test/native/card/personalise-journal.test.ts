import { describe, expect, test } from 'vitest'
import { createStepRecorder, findUnknowable, readJournal, wasSkipped, type JournalEntry } from '../../../native/card/personalise-journal.ts'
import type { StepDetail, StepName } from '../../../native/card/personalise-work.ts'

const started = (step: StepName): JournalEntry => ({ step, state: 'started', detail: {} })
const done = (step: StepName, detail: StepDetail = {}): JournalEntry => ({ step, state: 'done', detail })
const recognised = [started('recognise'), done('recognise', { serial: '42', tellsFactory: 'no' })]

describe('personalisation journal', () => {
  test.each<readonly [what: string, entries: readonly JournalEntry[]]>([
    ['no run before', []],
    ['a run that only read', recognised],
    ['a write that was skipped', [...recognised, started('set-retries'), done('set-retries', { skipped: 'yes' })]],
  ])('card journal: %s wrote nothing', (_, entries) => {
    expect(readJournal(entries)).toBeUndefined()
  })

  test.each<readonly [what: string, entries: readonly JournalEntry[], open: readonly StepName[]]>([
    ['a write that was begun', [...recognised, started('set-retries')], ['set-retries']],
    ['a write that was done', [...recognised, started('set-retries'), done('set-retries')], []],
    ['a write that was done and begun again', [...recognised, started('puk'), done('puk'), started('puk')], ['puk']],
    ['a card that did not tell its number', [started('puk')], ['puk']],
  ])('card journal: %s', (_, entries, open) => {
    const begun = readJournal(entries)
    expect([...(begun?.open ?? [])]).toEqual(open)
    expect(begun?.serial).toBe(entries.includes(recognised[1]!) ? '42' : '')
  })

  test.each<readonly [tellsFactory: string, step: StepName, unknowable: StepName | undefined]>([
    ['no', 'puk', 'puk'],
    ['no', 'passcode', 'passcode'],
    ['no', 'management-key', undefined],
    ['no', 'write-chuid', undefined],
    ['yes', 'puk', undefined],
  ])('card journal: the card tells its factory secrets: %s; %s was left open → unknowable: %s', (tellsFactory, step, unknowable) => {
    const begun = readJournal([done('recognise', { serial: '42', tellsFactory }), started(step)])
    expect(begun && findUnknowable(begun)?.name).toBe(unknowable)
  })

  test('card journal: a skipped step is told by its detail', () => {
    expect([{ skipped: 'yes' }, {}, undefined].map(wasSkipped)).toEqual([true, false, false])
  })

  test('card journal: notes are kept, and an entry that cannot be written is a failure', async () => {
    const entries: JournalEntry[] = []
    const { record, notes } = createStepRecorder((entry) => {
      if (entry.step === 'prove') throw new Error('disk full')
      entries.push(entry)
    })
    expect(await record(done('discovery', { note: 'The card has none.' }))).toBeUndefined()
    expect(await record(done('prove'))).toMatchObject({ code: 'journal-failed' })
    expect(entries).toEqual([done('discovery', { note: 'The card has none.' })])
    expect(notes()).toEqual(['The card has none.'])
  })
})
