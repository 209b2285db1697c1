import { describe, expect, it } from 'vitest'
import { foldFacts } from '../../../../../domain/case/facts.ts'
import type { CaseEvent } from '../../../../../domain/case/events.ts'
import { MEDIA } from '../../../../../domain/dispatch/media.ts'
import { findCurrentLabel } from '../../../../../domain/journey/label.ts'
import { describePlace, drawSheet } from '../../../../../renderer/features/steps/label/label-sheet.ts'
import { journey, record, until } from '../../../../fixtures/journey-events.ts'

describe('label sheet L7163: drawing', () => {
  const cells = drawSheet(MEDIA.L7163)
  it('has fourteen labels, counted from 1, left to right and then down', () => {
    expect(cells.map(({ position }) => position)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
    expect(cells[0]?.name).toBe('Row 1, left')
    expect(cells[5]?.name).toBe('Row 3, right')
    expect(cells[13]?.name).toBe('Row 7, right')
  })
  it('keeps every label on the page and off the others', () => {
    for (const cell of cells) {
      expect(cell.left).toBeGreaterThan(0)
      expect(cell.left + cell.width).toBeLessThan(100)
      expect(cell.top + cell.height).toBeLessThan(100)
      for (const other of cells) {
        if (other === cell) continue
        const apart =
          other.left >= cell.left + cell.width ||
          cell.left >= other.left + other.width ||
          other.top >= cell.top + cell.height - 1e-9 ||
          cell.top >= other.top + other.height - 1e-9
        expect(apart, `${cell.name} over ${other.name}`).toBe(true)
      }
    }
  })
  it('describes a position', () => {
    expect(describePlace('L7163', 6)).toBe('Sheet of labels, L7163, label 6 (row 3, right)')
    expect(describePlace('thermal-100x150', 1)).toBe('Label printer, 100 × 150 mm')
  })
})

describe('label: the one that can be used', () => {
  const after = (...events: CaseEvent[]) => findCurrentLabel(foldFacts(record([...until('labelMade'), ...events])))
  it('is the last one made', () => {
    expect(after()?.itemReference).toBe(journey.labelMade.itemReference)
    expect(after({ ...journey.labelMade, itemReference: 'RD7K3M-002-9' })?.itemReference).toBe('RD7K3M-002-9')
  })
  it('is none after a bad print, until another is made', () => {
    expect(after({ kind: 'labelChecked', good: false })).toBeUndefined()
    expect(after({ kind: 'labelChecked', good: false }, { ...journey.labelMade, itemReference: 'RD7K3M-002-9' })).toBeDefined()
  })
  it('is none if the address has changed', () => {
    expect(after({ kind: 'labelChecked', good: true })).toBeDefined()
    expect(after({ ...journey.detailsRecorded, address: { ...journey.detailsRecorded.address, town: 'Elsewhere' } })).toBeUndefined()
  })
})
