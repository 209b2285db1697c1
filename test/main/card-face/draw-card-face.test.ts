import { beforeEach, describe, expect, test, vi } from 'vitest'
import { STANDARD_CARD } from '../../../domain/card/card-template.ts'
import type { CaseFacts } from '../../../domain/case/facts.ts'
import { err, ok } from '../../../domain/result.ts'
import { drawCardFace, drawCardFaces, drawSampleFaces, type DrawCardFacePorts } from '../../../main/card-face/draw-card-face.ts'
import { makeCardFace } from '../../../main/documents/card-face.ts'
import { readEvidence } from '../../../main/evidence/evidence.ts'
import { evidenceOf } from '../../fixtures/journey-events.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code } from '../vault/support.ts'

vi.mock('../../../main/documents/card-face.ts', () => ({ makeCardFace: vi.fn() }))
vi.mock('../../../main/evidence/evidence.ts', () => ({ readEvidence: vi.fn() }))

const photo = new Uint8Array([1, 2, 3])
const card = { template: STANDARD_CARD, images: new Map<string, Uint8Array>() }
const whole = {
  registrant: { nameOnCard: 'Ŵyn Sampleton' },
  organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
  uuid: '555000112000',
  photograph: { print: evidenceOf(5), chip: evidenceOf(6) },
  liveCard: { serial: '8001' },
}
const facts = (change: object = {}) => ({ ...whole, ...change }) as unknown as CaseFacts
const drawn = (change: object = {}) => ({ caseId: 'case-1', facts: facts(change) })
const desk = (settings: object = {}) =>
  ({
    settings: () => ({ serviceProvider: { name: 'Sample Valley' }, ...settings }),
    documentFonts: async () => 'fonts',
    now: () => new Date('2026-11-23T09:30:00.000Z'),
    practice: false,
    store: memoryStore().store,
  }) as unknown as DrawCardFacePorts

beforeEach(() => {
  vi.mocked(makeCardFace)
    .mockReset()
    .mockResolvedValue(ok(new Uint8Array(9)))
  vi.mocked(readEvidence).mockReset().mockResolvedValue(ok(photo))
})
const face = () => vi.mocked(makeCardFace).mock.lastCall![0]

describe('card face of a case', () => {
  test('name, organisation, UUID and serial of the case, with the picture that is for print', async () => {
    expect(code(await drawCardFaces(desk(), card, drawn()))).toBe('ok')
    expect(vi.mocked(readEvidence).mock.lastCall!.slice(1)).toEqual(['case-1', evidenceOf(5)])
    expect(face()).toEqual({
      ...card,
      provider: 'Sample Valley',
      name: 'Ŵyn Sampleton',
      organisation: 'Invented Health Centre',
      uuid: '555000112000',
      photo,
      serial: '8001',
    })
  })

  test.each(['registrant', 'organisation', 'uuid', 'photograph'])('without the %s it cannot be drawn yet', async (part) => {
    expect(code(await drawCardFaces(desk(), card, drawn({ [part]: undefined })))).toBe('cannot-start-yet')
    expect(makeCardFace).not.toHaveBeenCalled()
  })

  test('before a card is written there is no serial', async () => {
    await drawCardFaces(desk(), card, drawn({ liveCard: undefined }))
    expect(face()).not.toHaveProperty('serial')
  })

  test('a photograph that cannot be read: refused', async () => {
    vi.mocked(readEvidence).mockResolvedValue(err('evidence-damaged', 'Damaged.', 'Attach it again.') as never)
    expect(code(await drawCardFaces(desk(), card, drawn()))).toBe('evidence-damaged')
    expect(makeCardFace).not.toHaveBeenCalled()
  })

  test('town and postcode of the return address are on a line of their own', async () => {
    const returnAddress = { lines: ['Estates House', '4 Invented Way'], town: 'Sampleton', postcode: 'ZZ1 4AB' }
    await drawCardFaces(desk({ returnAddress }), card, drawn())
    expect(face().returnAddress).toBe('Estates House, 4 Invented Way,\nSampleton ZZ1 4AB')
  })

  test('as it is printed: the template in use, no line around the chip, and the side that was asked for', async () => {
    await drawCardFace(desk(), drawn(), 'back')
    expect(face()).toMatchObject({ template: STANDARD_CARD, sides: 'back' })
    expect(face().showKeepOut).toBeUndefined()
    await drawCardFace(desk(), drawn())
    expect(face()).not.toHaveProperty('sides')
  })
})

test('a sample is of an invented person, without a photograph, and shows the chip', async () => {
  await drawSampleFaces(desk(), card, {})
  expect(face()).toMatchObject({ name: 'Sample Registrant-Invented', uuid: '000000000000', photo: undefined, showKeepOut: true })
  await drawSampleFaces(desk(), card, { name: 'Siân Invented' })
  expect(face().name).toBe('Siân Invented')
  expect(readEvidence).not.toHaveBeenCalled()
})
