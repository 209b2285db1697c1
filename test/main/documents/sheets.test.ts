import { beforeAll, describe, expect, test } from 'vitest'
import { MEDIA, labelBox, labelsPerPage, mediumIds } from '../../../domain/dispatch/media.ts'
import type { Medium } from '../../../domain/dispatch/media.ts'
import { makeCalibrationSheet } from '../../../main/documents/calibration.ts'
import { loadFonts } from '../../../main/documents/fonts.ts'
import { makeRecoverySheet } from '../../../main/documents/recovery-sheet.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { FONT_FOLDER, fontTable, info, inkBox, lacks, must, qpdfCheck, render, settings, textLines } from './support.ts'

let plain: DocumentSettings
let practising: DocumentSettings
beforeAll(async () => {
  plain = await settings()
  practising = await settings(true)
})

const groups = ['7K3MQ', '0X9WR', 'TH4CJ', 'NP8VD', 'G6YF3', 'MK7QX', 'T9WR*']
const sheet = { stationName: 'Sample Valley RA desk 1', madeOn: '2026-11-23', groups }

describe.skipIf(lacks('pdftotext', 'pdfinfo', 'pdftoppm', 'qpdf'))('the recovery sheet (poppler, qpdf)', () => {
  test('one A4 page with the station, the date and every group in order', async () => {
    const pdf = must(await makeRecoverySheet(sheet, plain))
    expect(info(pdf)).toMatchObject({ pages: 1, sizes: [{ width: expect.closeTo(210, 1), height: expect.closeTo(297, 1) }] })
    const all = textLines(pdf).join('\n')
    expect(all).toContain('Sample Valley RA desk 1')
    expect(all).toContain('23 November 2026')
    expect(all.match(/\b[0-9A-Z]{4}[0-9A-Z*](?!\w)/g)?.filter((word) => groups.includes(word))).toEqual(groups)
    expect(qpdfCheck(pdf)).toContain('No syntax or stream encoding errors')
    expect(info(pdf).text).not.toMatch(/7K3MQ|Valley/)
  })

  test('the guidance stays on the page with the longest key and station name', async () => {
    const pdf = must(
      await makeRecoverySheet(
        {
          ...sheet,
          stationName: 'Registration Authority Sample Valley and Upper Locality '.repeat(3).trim(),
          groups: Array.from({ length: 20 }, () => 'WWWWWWWW'),
        },
        plain,
      ),
    )
    const ink = inkBox(render(pdf, 100), undefined, 200)!
    expect(ink.x).toBeGreaterThan(20)
    expect(ink.x + ink.width).toBeLessThan(190)
    expect(ink.y + ink.height).toBeLessThan(290)
    expect(textLines(pdf).join('\n')).toContain('Date and signature')
  })

  test('practice says so', async () => expect(textLines(must(await makeRecoverySheet(sheet, practising))).join('\n')).toContain('PRACTICE'))

  test('a station name that does not fit is refused', async () => {
    expect(await makeRecoverySheet({ ...sheet, stationName: 'Sample '.repeat(60) }, plain)).toMatchObject({
      ok: false,
      error: { code: 'text-too-long' },
    })
  })

  test('something that is no key is a mistake of the program', async () => {
    await expect(makeRecoverySheet({ ...sheet, groups: ['lower case'] }, plain)).rejects.toThrow(RangeError)
  })
})

describe.skipIf(lacks('pdftoppm', 'pdfinfo'))('the calibration sheet (poppler)', () => {
  test.each(mediumIds)('%s: outlines lie on the edges of the labels, to 0.2 mm', async (id) => {
    const medium: Medium = MEDIA[id]
    const pdf = must(await makeCalibrationSheet({ medium: id }, plain))
    const { sizes } = info(pdf)
    expect(sizes).toEqual([{ width: expect.closeTo(medium.page.width, 1), height: expect.closeTo(medium.page.height, 1) }])
    if (medium.kind === 'roll') return
    const picture = render(pdf, 300)
    for (const position of [1, labelsPerPage(medium)]) {
      const box = labelBox(medium, position)
      // Away from the scales and the corners: the left edge high up, the top edge far left.
      const left = inkBox(picture, { x: box.x - 0.5, y: box.y + box.height * 0.3, width: 1, height: 1 }, 160)
      const top = inkBox(picture, { x: box.x + box.width * 0.2, y: box.y - 0.5, width: 1, height: 1 }, 160)
      expect(Math.abs(left!.x + left!.width / 2 - box.x)).toBeLessThan(0.2)
      expect(Math.abs(top!.y + top!.height / 2 - box.y)).toBeLessThan(0.2)
    }
  })

  test('the offset moves it and is printed on it', async () => {
    const edge = async (x: number) =>
      inkBox(
        render(must(await makeCalibrationSheet({ medium: 'L7163', offset: { x, y: 0 } }, plain)), 300),
        { x: 100, y: 40, width: 9, height: 4 },
        160,
      )!.x
    expect(Math.abs((await edge(0)) + 1.2 - (await edge(1.2)))).toBeLessThan(0.1)
  })
})

describe('typefaces', () => {
  test('a folder without them is a failure in words', async () => {
    expect(await loadFonts('/nowhere/fonts')).toMatchObject({ ok: false, error: { code: 'font-missing' } })
  })

  test('are parsed once for a folder', async () => {
    const [one, other] = [must(await loadFonts(FONT_FOLDER)), must(await loadFonts(FONT_FOLDER))]
    expect(one).toBe(other)
  })

  test('every letter of the Latin blocks of Unicode that names are written with can be drawn', async () => {
    const { regular } = must(await loadFonts(FONT_FOLDER))
    const letters: number[] = []
    for (const [from, to] of [
      [0x41, 0x5a],
      [0x61, 0x7a],
      [0xc0, 0xff],
      [0x100, 0x17f],
      [0x180, 0x24f],
      [0x1e00, 0x1eff],
    ] as const) {
      for (let codePoint = from; codePoint <= to; codePoint += 1)
        if (/\p{L}/u.test(String.fromCodePoint(codePoint))) letters.push(codePoint)
    }
    expect(letters.length).toBeGreaterThan(700)
    expect(regular.shape(String.fromCodePoint(...letters)).missing).toEqual([])
  })

  test('a mark without a ready-made letter sits over its letter, not after it', async () => {
    const { regular } = must(await loadFonts(FONT_FOLDER))
    const [plainWidth, marked] = [regular.shape('mq').width, regular.shape('m\u0302q\u0304')]
    expect(marked.width).toBeCloseTo(plainWidth, 3)
    expect(marked.positions?.some(({ xOffset }) => xOffset < -100)).toBe(true)
    expect(marked.ascent).toBeGreaterThan(regular.shape('mq').ascent)
  })

  test.skipIf(lacks('pdffonts'))('the sheets embed what they use', async () => {
    for (const pdf of [must(await makeRecoverySheet(sheet, plain)), must(await makeCalibrationSheet({ medium: 'L7163' }, plain))]) {
      for (const font of fontTable(pdf)) expect(font).toMatch(/yes yes yes/)
    }
  })
})
