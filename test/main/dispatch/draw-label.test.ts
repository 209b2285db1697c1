import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { CaseFacts } from '../../../domain/case/facts.ts'
import { ok } from '../../../domain/result.ts'
import { drawLabel } from '../../../main/dispatch/draw-label.ts'
import { makeLabels } from '../../../main/documents/label.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { code } from '../vault/support.ts'

vi.mock('../../../main/documents/label.ts', () => ({ makeLabels: vi.fn() }))

const returnAddress = { lines: ['4 Invented Way'], town: 'Sampleton', postcode: 'ZZ1 4AB' }
const label = { dispatchReference: 'RD-1', itemReference: 'RD-1-01', medium: 'L7163', position: 5 }
const { name, address } = journey.detailsRecorded
const desk = (change: object = {}) =>
  ({
    settings: () => ({ serviceProvider: { name: 'Sample Valley' }, returnAddress, label: { offsetX: 1, offsetY: -2 }, ...change }),
    documentFonts: async () => 'fonts',
    now: () => new Date('2026-11-23T09:30:00.000Z'),
    practice: true,
  }) as unknown as Parameters<typeof drawLabel>[0]
const facts = (registrant: object | undefined) => ({ registrant }) as unknown as CaseFacts

beforeEach(
  () =>
    void vi
      .mocked(makeLabels)
      .mockReset()
      .mockResolvedValue(ok(new Uint8Array(3))),
)
const sheet = () => vi.mocked(makeLabels).mock.lastCall![0]

describe('label of a case', () => {
  test('the registrant, both references, the return address and the offset of this station', async () => {
    expect(code(await drawLabel(desk(), facts({ name, address }), label))).toBe('ok')
    expect(sheet()).toEqual({
      medium: 'L7163',
      start: 5,
      offset: { x: 1, y: -2 },
      returnTo: { name: 'Sample Valley', address: returnAddress },
      labels: [{ name: 'Ŵyn Sampleton-Ångström', address, itemReference: 'RD-1-01', dispatchReference: 'RD-1' }],
    })
    expect(vi.mocked(makeLabels).mock.lastCall![1]).toEqual({ fonts: 'fonts', now: '2026-11-23T09:30:00.000Z', practice: true })
  })

  test.each([
    ['thermal-100x150', 'thermal-100x150', 1],
    ['L7163', 'L7163', 5],
    ['of an older version', 'L7163', 5],
  ])('medium %s: drawn on %s from label %d', async (medium, drawn, start) => {
    await drawLabel(desk(), facts({ name, address }), { ...label, medium })
    expect(sheet()).toMatchObject({ medium: drawn, start })
  })

  test.each([
    ['without details', undefined, {}, 'cannot-start-yet'],
    ['without an address', { name }, {}, 'cannot-start-yet'],
    ['without a return address', { name, address }, { returnAddress: undefined }, 'no-return-address'],
  ])('%s: refused, and nothing is drawn', async (_, registrant, settings, expected) => {
    expect(code(await drawLabel(desk(settings), facts(registrant), label))).toBe(expected)
    expect(makeLabels).not.toHaveBeenCalled()
  })
})
