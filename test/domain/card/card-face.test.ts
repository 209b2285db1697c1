import { describe, expect, test } from 'vitest'
import { CARD_SIZE, PHOTO_RATIO, STANDARD_CARD_FACE, cardFaceLayout, groupUuid, keepOutZone } from '../../../domain/card/card-face.ts'

const { photo, cardholder, uuid, organisation, chip } = STANDARD_CARD_FACE
const complaints = (change: object) => cardFaceLayout.safeParse({ ...STANDARD_CARD_FACE, ...change }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

describe('the layout of the card face', () => {
  test('the standard layout is one that the rules accept, also after a round trip through JSON', () => {
    expect(cardFaceLayout.parse(JSON.parse(JSON.stringify(STANDARD_CARD_FACE)))).toEqual(STANDARD_CARD_FACE)
  })

  test('the photograph is 35 to 45 and the card is ID-1', () => {
    expect(photo.width / photo.height).toBeCloseTo(PHOTO_RATIO, 2)
    expect(CARD_SIZE).toEqual({ width: 85.6, height: 53.98 })
  })

  test('the keep-out zone is the contacts and 1.5 mm around them', () => {
    expect(keepOutZone(STANDARD_CARD_FACE)).toEqual({ x: 8.75, y: expect.closeTo(17.73), width: expect.closeTo(12.62), height: expect.closeTo(12.32) })
    expect(chip.width).toBeCloseTo(9.62)
  })

  test.each([
    ['text over the chip', { cardholder: { ...cardholder, y: 28 } }, 'cardholder: keeps 1.5 mm away from the chip'],
    ['text just inside the clearance', { organisation: { ...organisation, height: 14 } }, 'organisation: keeps 1.5 mm away from the chip'],
    ['a clearance that grows over the name', { chipClearance: 5 }, 'cardholder: keeps 5 mm away from the chip'],
    ['text off the card', { organisation: { ...organisation, x: 40 } }, 'organisation: stays 2 mm inside the card'],
    ['a photograph of another shape', { photo: { ...photo, width: photo.width - 1 } }, 'photo: the photograph is 35 wide to 45 high'],
    ['a UUID beside the photograph', { uuid: { ...uuid, y: photo.y } }, 'uuid: the UUID is under the photograph'],
    ['parts over each other', { organisation: { ...organisation, x: 20, width: 40 } }, 'photo: does not lie over another part'],
    ['type too small to read', { cardholder: { ...cardholder, smallest: 4 } }, 'cardholder.smallest: '],
    ['a smallest type larger than the largest', { cardholder: { ...cardholder, smallest: 16 } }, 'cardholder: the smallest type is not larger than the largest'],
    ['an unknown part', { logo: {} }, ': '],
  ])('%s is refused', (_, change, complaint) => expect(complaints(change).some((message) => message.startsWith(complaint)), complaints(change).join(' | ')).toBe(true))

  test('the UUID is grouped by four', () => expect(groupUuid('012345678901')).toBe('0123 4567 8901'))
})
