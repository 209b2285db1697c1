import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CARD_SIZE, PHOTO_RATIO, keepOutZone, type CardBox } from '../../../domain/card/card-face.ts'
import {
  STANDARD_CARD,
  cardTemplate,
  fillWords,
  frontParts,
  imagesOf,
  readCardTemplate,
  type CardTemplate,
} from '../../../domain/card/card-template.ts'

const { front } = STANDARD_CARD
const { photo, cardholder, uuid, organisation } = front
const words = { x: 5, y: 30, width: 60, height: 8, largest: 9, smallest: 6, lines: 2, text: 'Please return to {provider}' }
const withFront = (change: object) => ({ ...STANDARD_CARD, front: { ...front, ...change } })
const withBack = (change: object) => ({ ...STANDARD_CARD, back: { texts: [words], ...change } })
const complaint = (template: unknown): string => {
  const read = readCardTemplate(template)
  return read.ok ? '' : read.error.message
}

test('the standard card is one that the rules accept, also after a round trip through JSON', () => {
  expect(readCardTemplate(JSON.parse(JSON.stringify(STANDARD_CARD)))).toEqual({ ok: true, value: STANDARD_CARD })
  expect(photo.width / photo.height).toBeCloseTo(PHOTO_RATIO, 2)
})

describe('version 1, which had a front alone', () => {
  const first = { version: 1, name: 'Old', chip: STANDARD_CARD.chip, chipClearance: 1.5, photo, cardholder, uuid, organisation }
  test('is read as it was meant', () => expect(readCardTemplate(first)).toEqual({ ok: true, value: { ...STANDARD_CARD, name: 'Old' } }))
  test('is held to the rules of today', () =>
    expect(complaint({ ...first, cardholder: { ...cardholder, y: 28 } })).toContain('The name must keep 1.5 mm away from the chip.'))
  test('with a part that it never had is refused', () => expect(complaint({ ...first, hologram: {} })).toContain('hologram'))
})

test('a template of a version to come says so', () =>
  expect(readCardTemplate({ ...STANDARD_CARD, version: 3 })).toMatchObject({ ok: false, error: { code: 'layout-newer' } }))

describe('refused in words that name the part', () => {
  test.each([
    ['text over the chip', withFront({ cardholder: { ...cardholder, y: 28 } }), 'The name must keep 1.5 mm away from the chip.'],
    [
      'text just inside the clearance',
      withFront({ organisation: { ...organisation, height: 14 } }),
      'The organisation must keep 1.5 mm away from the chip.',
    ],
    [
      'text beside the chip, without room for what letters reach out',
      withFront({ series: { ...words, x: 21.6, y: 20, width: 20, text: 'Series 10' } }),
      'The series must keep 1.5 mm away from the chip.',
    ],
    ['a clearance that grows over the name', { ...STANDARD_CARD, chipClearance: 5 }, 'The name must keep 5 mm away from the chip.'],
    ['a chip at the edge', { ...STANDARD_CARD, chip: { ...STANDARD_CARD.chip, x: 0.5 } }, 'The chip lies off the card.'],
    [
      'text off the card',
      withFront({ organisation: { ...organisation, x: 40 } }),
      'The photograph lies over another part: the organisation.',
    ],
    [
      'text too near to the edge',
      withFront({ organisation: { ...organisation, x: 1 } }),
      'The organisation must stay 2 mm inside the card.',
    ],
    ['a photograph off the card', withFront({ photo: { ...photo, x: 62 } }), 'The photograph lies off the card.'],
    [
      'a photograph of another shape',
      withFront({ photo: { ...photo, width: photo.width - 1 } }),
      'The photograph must be 35 wide to 45 high.',
    ],
    ['a UUID beside the photograph', withFront({ uuid: { ...uuid, y: photo.y } }), 'The UUID must be under the photograph.'],
    [
      'a logo over the chip',
      withFront({ logo: { x: 5, y: 18, width: 10, height: 10, image: 'mark.png' } }),
      'The logo on the front must keep 1.5 mm away from the chip.',
    ],
    [
      'a logo over the photograph',
      withFront({ logo: { x: 50, y: 18, width: 10, height: 10, image: 'mark.png' } }),
      'The photograph lies over another part: the logo on the front.',
    ],
    [
      'a background over the chip that does not say so',
      withFront({ background: { image: 'sky.jpg' } }),
      'The background of the front lies over the chip.',
    ],
    [
      'a background off the card',
      withFront({ background: { image: 'sky.jpg', box: { x: 40, y: 0, width: 50, height: 10 } } }),
      'The background of the front lies off the card.',
    ],
    [
      'parts of the back over each other',
      withBack({ code: { x: 5, y: 33, width: 40, height: 8, form: 'bars' } }),
      'Text 1 on the back lies over another part: the code on the back.',
    ],
    ['text of the back near the edge', withBack({ texts: [{ ...words, y: 50 }] }), 'Text 1 on the back must stay 2 mm inside the card.'],
    [
      'text on a stripe',
      withBack({ keepOut: [{ x: 0, y: 28, width: 85, height: 5 }] }),
      'Text 1 on the back lies in a place that must stay empty.',
    ],
    [
      'a background on a stripe',
      withBack({ background: { image: 'sky.jpg' }, keepOut: [{ x: 0, y: 2, width: 85, height: 5 }] }),
      'The background of the back lies in a place that must stay empty.',
    ],
    ['an unknown placeholder', withBack({ texts: [{ ...words, text: 'Owner: {name}' }] }), 'holds {name}, which is not known'],
    ['type too small to read', withFront({ organisation: { ...organisation, smallest: 4 } }), 'front.organisation.smallest: '],
    ['a name smaller than 7 pt', withFront({ cardholder: { ...cardholder, smallest: 6 } }), 'front.cardholder.smallest: '],
    [
      'a smallest type larger than the largest',
      withFront({ cardholder: { ...cardholder, smallest: 16 } }),
      'the smallest type is larger than the largest',
    ],
    [
      'a box lower than its type',
      withFront({ organisation: { ...organisation, height: 2 } }),
      'the box is too low for one line of its smallest type',
    ],
    ['an unknown part', withFront({ hologram: {} }), 'hologram'],
    ['a picture by a path', withFront({ logo: { x: 25, y: 18, width: 10, height: 10, image: '../mark.png' } }), 'front.logo.image: '],
    ['a number that is none', withFront({ photo: { ...photo, x: '57' } }), 'front.photo.x: '],
    ['something else altogether', 'a card', 'the file: '],
    ['nothing', null, 'the file: '],
  ])('%s', (_, template, sentence) => expect(complaint(template)).toContain(sentence))

  test('a background over the chip is accepted once it says that the chip stays clear', () =>
    expect(complaint(withFront({ background: { image: 'sky.jpg', leaveChipClear: true } }))).toBe(''))
  test('a background beside the chip is accepted', () =>
    expect(complaint(withFront({ background: { image: 'sky.jpg', box: { x: 0, y: 48, width: 85.6, height: 5.98 } } }))).toBe(''))
  test('many problems are not a wall of text', () => {
    const everywhere = Object.fromEntries(
      Object.entries({ photo, cardholder, uuid, organisation }).map(([part, box]) => [part, { ...box, x: 5, y: 20 }]),
    )
    expect(complaint(withFront(everywhere))).toMatch(/And \d+ more\./)
  })
})

describe('no template that is accepted ever touches the chip', () => {
  const millimetres = (least: number, most: number) => fc.integer({ min: least * 4, max: most * 4 }).map((quarters) => quarters / 4)
  const textAt = fc
    .record({ x: millimetres(0, 60), y: millimetres(0, 48), width: millimetres(4, 25), height: millimetres(3, 8) })
    .map((box) => ({ ...box, largest: 9, smallest: 7, lines: 2 }))
  const template = fc
    .record({
      chip: fc.record({ x: millimetres(2, 60), y: millimetres(2, 40) }),
      chipClearance: millimetres(1, 5),
      photoAt: fc.record({ x: millimetres(0, 70), y: millimetres(0, 20), height: millimetres(15, 35) }),
      cardholder: textAt,
      organisation: textAt,
      series: fc.option(textAt, { nil: undefined }),
      logo: fc.option(textAt, { nil: undefined }),
    })
    .map(({ chip, chipClearance, photoAt, series, logo, ...texts }) => ({
      version: 2,
      name: 'Drawn by lot',
      chip: { ...chip, width: 9.62, height: 9.32 },
      chipClearance,
      front: {
        photo: { x: photoAt.x, y: photoAt.y, height: photoAt.height, width: photoAt.height * PHOTO_RATIO },
        uuid: { x: photoAt.x, y: photoAt.y + photoAt.height, width: 24, height: 4, largest: 8, smallest: 7, lines: 1 },
        ...texts,
        ...(series ? { series: { ...series, text: 'Series' } } : {}),
        ...(logo ? { logo: { x: logo.x, y: logo.y, width: logo.width, height: logo.height, image: 'mark.png' } } : {}),
      },
    }))
  /** By points of a grid over the zone, not by the rule's own arithmetic. */
  const covers = (box: CardBox, x: number, y: number) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
  const touchesByGrid = (accepted: CardTemplate): boolean => {
    const zone = keepOutZone(accepted)
    return frontParts(accepted).some(({ box }) => {
      for (let x = 0.01; x < zone.width; x += 0.12)
        for (let y = 0.01; y < zone.height; y += 0.12) if (covers(box, zone.x + x, zone.y + y)) return true
      return false
    })
  }
  test('whatever is drawn by lot', () => {
    let [accepted, refused] = [0, 0]
    fc.assert(
      fc.property(template, (value) => {
        const read = readCardTemplate(value)
        if (!read.ok) refused += 1
        else {
          accepted += 1
          expect(touchesByGrid(read.value)).toBe(false)
          for (const { box } of frontParts(read.value))
            expect(box.x + box.width <= CARD_SIZE.width && box.y + box.height <= CARD_SIZE.height).toBe(true)
        }
      }),
      { numRuns: 6_000, seed: 7 },
    )
    // A property that never met an accepted template would have proved nothing.
    expect(accepted).toBeGreaterThan(20)
    expect(refused).toBeGreaterThan(1_000)
  })
  test('moved from the standard card, one part a little at a time', () => {
    let accepted = 0
    fc.assert(
      fc.property(
        fc.constantFrom('photo', 'cardholder', 'uuid', 'organisation'),
        millimetres(-20, 20),
        millimetres(-20, 20),
        millimetres(1, 4),
        (part, dx, dy, chipClearance) => {
          const box = front[part as 'photo']
          const read = readCardTemplate({
            ...withFront({ [part]: { ...box, x: Math.max(0, box.x + dx), y: Math.max(0, box.y + dy) } }),
            chipClearance,
          })
          if (!read.ok) return
          accepted += 1
          expect(touchesByGrid(read.value)).toBe(false)
        },
      ),
      { numRuns: 2_000, seed: 11 },
    )
    expect(accepted).toBeGreaterThan(100)
  })
})

test('pictures are named once each', () => {
  const template = readCardTemplate({
    ...withFront({
      background: { image: 'sky.jpg', leaveChipClear: true },
      logo: { x: 25, y: 18, width: 10, height: 10, image: 'mark.png' },
    }),
    back: { texts: [], background: { image: 'sky.jpg' } },
  })
  expect(template.ok && imagesOf(template.value)).toEqual(['sky.jpg', 'mark.png'])
})

test('words in braces are filled in, and what is not known leaves no hole', () => {
  expect(fillWords('Card {serial}, {series}', { serial: '0A1B' })).toBe('Card 0A1B,')
  expect(fillWords('{provider}, {return address}', { provider: 'RA', 'return address': '1 Way' })).toBe('RA, 1 Way')
})

test('what is wrong is said of its place', () => {
  const placesOf = (front: object) => {
    const read = cardTemplate.safeParse({ ...STANDARD_CARD, front: { ...STANDARD_CARD.front, ...front } })
    return read.success ? [] : [...new Set(read.error.issues.map(({ path }) => path.join('.')))]
  }
  const { photo, cardholder, uuid, organisation } = STANDARD_CARD.front
  const off = { x: 85, y: 53 }
  expect(placesOf({ photo: { ...photo, ...off } })).toContain('front.photo')
  expect(placesOf({ cardholder: { ...cardholder, x: 0.5 } })).toContain('front.cardholder')
  expect(placesOf({ uuid: { ...uuid, ...off } })).toContain('front.uuid')
  expect(placesOf({ organisation: { ...organisation, x: 0.5 } })).toContain('front.organisation')
  expect(placesOf({ series: { ...organisation, ...off, text: 'A' } })).toContain('front.series')
  expect(placesOf({ logo: { ...off, width: 5, height: 5, image: 'mark.png' } })).toContain('front.logo')
})

test('which parts of the front are type, and which are pictures', () => {
  const logo = { x: 30, y: 18, width: 5, height: 5, image: 'mark.png' }
  const parts = frontParts({ ...STANDARD_CARD, front: { ...STANDARD_CARD.front, logo } })
  expect(parts.map(({ path, kind }) => `${path.join('.')} ${kind}`)).toEqual([
    'front.photo picture',
    'front.cardholder type',
    'front.uuid type',
    'front.organisation type',
    'front.logo picture',
  ])
})
