import { beforeAll, describe, expect, test } from 'vitest'
import { MEDIA, mediumIds, suitsAddress } from '../../../domain/dispatch/media.ts'
import type { MediumId } from '../../../domain/dispatch/media.ts'
import { makeItemReference } from '../../../domain/dispatch/reference.ts'
import { makeLabels } from '../../../main/documents/label.ts'
import type { LabelContent, LabelSheet } from '../../../main/documents/label.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { dispatchReference, returnTo, label } from './sample-content.ts'
import { NOW, fontTable, info, lacks, must, qpdfCheck, settings, textLines, unpacked } from './support.ts'

const people: readonly [string, Partial<LabelContent>][] = [
  ['Welsh', { name: 'Siân Ŵyn Ŷnyr-Llewellyn' }],
  ['Vietnamese', { name: 'Nguyễn Thị Phương Thảo Ỗ ặ ỵ ơ ư đ' }],
  ['Polish', { name: 'Łucja Żółć-Gęślą Jaźń Świętosławska' }],
  ['Icelandic and Turkish', { name: 'Þóra Æsa Ðiğdem Işık İnanç' }],
  ['letters without a ready-made form', { name: 'Adeọlá Ẹ̀gbẹ́ m̂ q̄ Ojo' }],
  ['capitals and small letters as they are', { name: 'mac an t-Saoir, DeShawn van der O’Brien-MACLEOD' }],
  ['Cyrillic and Greek', { name: 'Ганна Зразкова Ελένη' }],
]
const printable = mediumIds.filter((id) => suitsAddress(MEDIA[id]))

let plain: DocumentSettings
let practising: DocumentSettings
beforeAll(async () => {
  plain = await settings()
  practising = await settings(true)
})

const make = async (medium: MediumId, labels: readonly LabelContent[], more: Partial<LabelSheet> = {}, how = plain) =>
  must(await makeLabels({ medium, labels, returnTo, ...more }, how))
const refusal = async (medium: MediumId, labels: readonly LabelContent[], more: Partial<LabelSheet> = {}) => {
  const made = await makeLabels({ medium, labels, returnTo, ...more }, plain)
  return made.ok ? undefined : made.error
}

describe.skipIf(lacks('pdftotext'))('words on a label (pdftotext)', () => {
  test.each(printable)('%s: post town in capitals, postcode alone on the last line', async (medium) => {
    const lines = textLines(await make(medium, [label(1)]))
    expect(lines.at(-1)?.trim()).toBe('ZZ9 9ZZ')
    expect(lines.at(-2)?.trim()).toBe('SAMPLETON')
    expect(lines.at(-5)?.trim()).toBe('Ann Sample')
  })

  test.each(people)('%s: the name is untouched', async (_, person) => {
    for (const medium of ['L7163', 'thermal-100x150'] as const) {
      const all = textLines(await make(medium, [label(1, person)])).join('\n')
      expect(all.normalize('NFC').replace(/-\s+/g, '-').replace(/\s+/g, ' ')).toContain(person.name)
    }
  })

  test('eight lines fit on L7163, in order, none lost', async () => {
    const crowded = label(1, {
      name: 'Nguyễn Thị Phương Thảo',
      organisation: 'Invented Community Pharmacy, Unit 3',
      address: {
        lines: ['The Old Bakery Courtyard', 'Building 7', '128 Sample Street', 'Upper Locality'],
        town: 'Sampleton',
        postcode: 'ZZ9 9ZZ',
      },
    })
    for (const how of [plain, practising]) {
      const all = textLines(await make('L7163', [crowded], {}, how)).join('\n')
      const at = [
        'Nguyễn Thị Phương Thảo',
        'Invented Community Pharmacy, Unit 3',
        'The Old Bakery Courtyard',
        'Building 7',
        '128 Sample Street',
        'Upper Locality',
        'SAMPLETON',
        'ZZ9 9ZZ',
      ].map((line) => all.lastIndexOf(line))
      expect(at.every((place) => place >= 0)).toBe(true)
      expect([...at].sort((one, other) => one - other)).toEqual(at)
      expect(all.trimEnd().split('\n').at(-1)?.trim()).toBe('ZZ9 9ZZ')
    }
  })

  test('a name too long for one line goes on in the next, whole', async () => {
    const name = 'Maximiliana Wolfeschlegelsteinhausen-Bergerdorff zu Sample-Inventedshire and Upper Locality'
    for (const medium of ['L7163', 'thermal-100x150'] as const) {
      const all = textLines(await make(medium, [label(1, { name })]))
        .map((line) => line.trim())
        .join(' ')
      expect(all.replace(/- /g, '-')).toContain(name)
    }
  })

  test('nothing says what is inside, and return address and item reference are there', async () => {
    const all = textLines(await make('L7163', [label(1)])).join('\n')
    expect(all).toMatch(/Return to: Sample Valley RA Service/)
    expect(all).toContain(makeItemReference(dispatchReference, 1))
    expect(all).not.toMatch(/card|passcode|NHS/i)
  })

  test.each(['L7163', 'thermal-100x150'] as const)('%s: practice says so in words and leaves the postcode last', async (medium) => {
    const lines = textLines(await make(medium, [label(1)], {}, practising))
    expect(lines.join('\n')).toContain('PRACTICE')
    expect(lines.at(-1)?.trim()).toBe('ZZ9 9ZZ')
    expect(textLines(await make(medium, [label(1)])).join('\n')).not.toContain('PRACTICE')
  })
})

describe('the file itself', () => {
  test.skipIf(lacks('pdffonts'))('one typeface, Noto Sans Regular, embedded as a subset with a way back to letters', async () => {
    const fonts = fontTable(await make('L7163', [label(1)]))
    expect(fonts).toHaveLength(1)
    expect(fonts[0]).toMatch(/^[A-Z]{6}\+NotoSans-Regular\s+CID TrueType\s+Identity-H\s+yes yes yes/)
  })

  test.skipIf(lacks('qpdf')).each(['L7163', 'thermal-100x150'] as const)('%s: qpdf finds nothing wrong', async (medium) => {
    expect(
      qpdfCheck(
        await make(
          medium,
          people.map(([, person], index) => label(index + 1, person)),
        ),
      ),
    ).toContain('No syntax or stream encoding errors')
  })

  test.skipIf(lacks('qpdf'))('bars and squares are vector rectangles in one content stream a page, no picture', async () => {
    const pdf = unpacked(await make('thermal-100x150', [label(1)]))
    expect(pdf.match(/\/Contents \d+ 0 R/g)).toHaveLength(1)
    expect(pdf.match(/ re$/gm)!.length).toBeGreaterThan(100)
    expect(pdf).not.toMatch(/\/Subtype \/Image/)
  })

  test.skipIf(lacks('pdfinfo', 'qpdf'))('its properties say nothing about anyone, and its dates are the instant given', async () => {
    const pdf = await make('L7163', [label(1)])
    const { text } = info(pdf)
    expect(text).toMatch(/Title:\s+Address label\n/)
    expect(text).toMatch(/Producer:\s+RA Desk\n/)
    expect(text).toMatch(/CreationDate:\s+2026-11-23T09:30:00Z?/)
    expect(text).toMatch(/ModDate:\s+2026-11-23T09:30:00Z?/)
    expect(text).not.toMatch(/Sample|Author|Keywords|Subject/)
    expect(unpacked(pdf)).not.toMatch(/Ann Sample|Sampleton|ZZ9 9ZZ/i)
  })

  test('the same label at the same instant is the same file; another instant is another', async () => {
    const bytes = async (how: DocumentSettings) =>
      Buffer.from(must(await makeLabels({ medium: 'L7163', labels: [label(1)], returnTo }, how)))
    const first = await bytes(plain)
    expect((await bytes(plain)).equals(first)).toBe(true)
    expect((await bytes({ ...plain, now: '2026-11-24T09:30:00.000Z' })).equals(first)).toBe(false)
    expect(plain.now).toBe(NOW)
  })

  test.each([
    ['decomposed letters', 'Siân Nguyễn Ŵyn Łąka', 'Siân Nguyễn Ŵyn Łąka'.normalize('NFD')],
    ['line breaks, tabs and control characters', 'Ann Marie Sample', 'Ann\r\nMarie\u0000\tSample\u0085'],
    ['direction marks and invisible characters', 'Ann Sample', '\u202eAnn\u200b \ufeffSam\u00adple\u202c'],
  ])('%s are drawn as if typed plainly', async (_, typed, odd) => {
    const [one, other] = [await make('L7163', [label(1, { name: typed })]), await make('L7163', [label(1, { name: odd })])]
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
  })
})

describe('what is refused, before anything is printed', () => {
  test('letters that the typeface lacks are named, not drawn as boxes, and the name is not in the message', async () => {
    const error = await refusal('L7163', [label(1, { name: 'Ann 李 ن Sample' })])
    expect(error).toMatchObject({ code: 'glyph-missing', message: expect.stringContaining('“ن”, “李”') })
    expect(JSON.stringify(error)).not.toMatch(/Ann|Sample/)
  })

  test('half a character is refused too', async () => {
    expect(await refusal('L7163', [label(1, { name: 'Ann \ud83d Sample' })])).toMatchObject({
      code: 'glyph-missing',
      message: expect.stringContaining('“\ufffd”'),
    })
  })

  test('an address with too many or too long lines for the label, which a larger label takes', async () => {
    const long = label(1, {
      name: 'Maximiliana Wolfeschlegelsteinhausen-Bergerdorff zu Sample-Inventedshire and Upper Locality',
      organisation: 'Invented Community Pharmacy and Dispensing Surgery of Upper and Lower Locality, Sample Valley',
      address: {
        lines: ['The Old Bakery Courtyard behind the Invented Railway Station', 'Building 7', '128 Sample Street', 'Upper Locality'],
        town: 'Sampleton',
        postcode: 'ZZ9 9ZZ',
      },
    })
    expect(await refusal('L7163', [long])).toMatchObject({ code: 'address-too-long' })
    expect(await refusal('thermal-100x150', [long])).toBeUndefined()
  })

  test('a post town is never broken', async () => {
    const town = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-on-the-Invented-Water'
    expect(await refusal('L7163', [label(1, { address: { lines: ['1 High St'], town, postcode: 'ZZ9 9ZZ' } })])).toMatchObject({
      code: 'address-too-long',
    })
  })

  test('a return address that does not fit', async () => {
    const lines = Array.from({ length: 4 }, () => 'A very long line of an invented return address that goes on and on without any need')
    const error = await refusal('L7163', [label(1)], {
      returnTo: { name: 'Sample', address: { lines, town: 'Sampleton', postcode: 'ZZ1 4AB' } },
    })
    expect(error).toMatchObject({ code: 'return-address-too-long' })
  })

  test.each(mediumIds.filter((id) => !suitsAddress(MEDIA[id])))('%s, too small for an address with codes', async (medium) => {
    expect(await refusal(medium, [label(1)])).toMatchObject({ code: 'medium-not-suitable' })
  })

  test.each([0, 15, 2.5])('start at label %d of a sheet of 14', async (start) => {
    expect(await refusal('L7163', [label(1)], { start })).toMatchObject({ code: 'position-not-on-sheet' })
  })

  test('no labels at all', async () => expect(await refusal('L7163', [])).toMatchObject({ code: 'nothing-to-print' }))

  test('a reference that bars cannot carry', async () => {
    expect(await refusal('L7163', [label(1, { itemReference: 'RD7K3M–001' })])).toMatchObject({ code: 'reference-not-encodable' })
  })
})
