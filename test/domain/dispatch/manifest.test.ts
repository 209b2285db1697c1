import { describe, expect, test } from 'vitest'
import { MANIFEST_COLUMNS, countByService, manifest } from '../../../domain/dispatch/manifest.ts'
import { makeItemReference } from '../../../domain/dispatch/reference.ts'

const dispatchReference = 'RD-20261123-7K3M'
const item = (position: number) => ({
  position,
  itemReference: makeItemReference(dispatchReference, position),
  recipientName: 'Ann Sample',
  organisation: 'Sample Valley NHS Trust',
  postTown: 'Sampleton',
  service: 'Tracked 24',
})
const good = {
  version: 1,
  dispatchReference,
  date: '2026-11-23',
  provider: 'Sample RA Service',
  agent: 'Ffion Sample',
  checkpoint: '0214-7KQ3M',
  items: [item(1), item(2)],
}
const complaints = (value: unknown) => manifest.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? []

describe('the manifest model', () => {
  test('a whole manifest passes and is not practice unless it says so', () =>
    expect(manifest.parse(good)).toEqual({ ...good, practice: false }))

  test.each([
    ['no items', { ...good, items: [] }, 'items'],
    ['a gap in the positions', { ...good, items: [item(1), { ...item(2), position: 3 }] }, 'items.1.position'],
    ['an item twice', { ...good, items: [item(1), { ...item(2), itemReference: item(1).itemReference }] }, 'items.1.itemReference'],
    [
      'an item of another dispatch',
      { ...good, items: [{ ...item(1), itemReference: makeItemReference('RD-20261123-9999', 1) }] },
      'items.0.itemReference',
    ],
    ['a mistyped item reference', { ...good, items: [{ ...item(1), itemReference: 'RD7K3M-001-X' }] }, 'items.0.itemReference'],
    ['a day that does not exist', { ...good, date: '2026-02-30' }, 'date'],
    ['an unknown field', { ...good, items: [{ ...item(1), passcode: '004217' }] }, 'items.0'],
    ['no checkpoint', { ...good, checkpoint: '' }, 'checkpoint'],
  ])('%s is refused', (_, value, where) => expect(complaints(value)).toContain(where))

  test('columns name every field of an item once', () => {
    expect(new Set(MANIFEST_COLUMNS.map(({ heading }) => heading)).size).toBe(MANIFEST_COLUMNS.length)
    const full = { ...item(1), postcode: 'ZZ1 4AB', cardSerial: '00AB', tracking: 'RB123456785GB' }
    const parsed = manifest.parse({ ...good, items: [full] })
    const row = MANIFEST_COLUMNS.map(({ of }) => of(parsed.items[0]!, parsed))
    for (const value of Object.values(full)) expect(row).toContain(String(value))
  })

  test('services are counted, most first', () => {
    const items = [
      { ...item(1), service: 'B' },
      { ...item(2), service: 'A' },
      { ...item(3), service: 'A' },
    ]
    expect(countByService(items)).toEqual([
      { service: 'A', count: 2 },
      { service: 'B', count: 1 },
    ])
  })
})

test('services of the same count are in the order of their names', () => {
  const items = ['C', 'A', 'B'].map((service, index) => ({ ...item(index + 1), service }))
  expect(countByService(items).map(({ service }) => service)).toEqual(['A', 'B', 'C'])
  expect(countByService(items.toReversed()).map(({ service }) => service)).toEqual(['A', 'B', 'C'])
})
