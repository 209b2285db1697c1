import { describe, expect, it } from 'vitest'
import { foldFacts } from '../../../../../domain/case/facts.ts'
import { remote20200408 } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { countEntered, groupEntry } from '../../../../../renderer/features/steps/cis/entry-rows.ts'
import { journey, record, until } from '../../../../fixtures/journey-events.ts'

const facts = foldFacts(record(until('callEnded')))
const groups = groupEntry(facts, remote20200408)
const rows = groups.flatMap((group) => group.rows)

describe('CIS entry sheet', () => {
  it('marks the two groups of flag values with the words of the guidance, and no other', () => {
    expect(groups.filter(({ flag }) => flag).map(({ section, flag }) => [section, flag])).toEqual([
      ['Photographic evidence', remote20200408.cis.guidance[0]],
      ['Non-photographic evidence', remote20200408.cis.guidance[1]],
    ])
  })

  it('never holds the number of the registrant’s own document', () => {
    expect(journey.identityDocumentAssessed.documentNumber).toBe('123456789')
    expect(JSON.stringify(groups)).not.toContain('123456789')
    expect(rows.find(({ label }) => label === 'Passport number')?.value).toBe('000000000')
  })

  it('shows the note on dates once above, not beside every date', () => {
    expect(JSON.stringify(rows)).not.toContain(remote20200408.cis.dateFormatNote)
    expect(rows.find(({ label }) => label === 'Passport number')?.note).toBeDefined()
  })

  it('gives each row its own key, and a new key if its value changes', () => {
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    const renamed = groupEntry(
      foldFacts(record([...until('callEnded'), { ...journey.detailsRecorded, nameOnCard: 'W Sampleton' }])),
      remote20200408,
    )
    const keyOf = (sheet: typeof groups) =>
      sheet.flatMap((group) => group.rows).find(({ label }) => label === 'Preferred name on smartcard')!.key
    expect(keyOf(renamed)).not.toBe(keyOf(groups))
  })

  it('counts only ticks of rows that are on the sheet', () => {
    expect(countEntered(groups, [rows[0]!.key, 'gone'])).toEqual({ entered: 1, of: rows.length })
    expect(countEntered(groups, [rows[0]!.key, 'photograph'], ['photograph'])).toEqual({ entered: 2, of: rows.length + 1 })
  })

  it('is empty before there are details', () => {
    expect(groupEntry(foldFacts(record(until('requestReceived'))), remote20200408)).toEqual([])
  })
})
