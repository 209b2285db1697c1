import Papa from 'papaparse'
import { beforeAll, describe, expect, test } from 'vitest'
import { MANIFEST_COLUMNS, manifest as manifestSchema } from '../../../domain/dispatch/manifest.ts'
import type { Manifest } from '../../../domain/dispatch/manifest.ts'
import { makeItemReference } from '../../../domain/dispatch/reference.ts'
import { makeManifestCsv, spreadsheetSafe } from '../../../main/documents/manifest-csv.ts'
import { makeManifestJson } from '../../../main/documents/manifest-json.ts'
import { makeManifestPdf } from '../../../main/documents/manifest-pdf.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { fontTable, info, inkBox, lacks, must, qpdfCheck, render, scan, settings, textLines, unpacked } from './support.ts'

const dispatchReference = 'RD-20261123-7K3M'
const names = [
  'Siân Ŵyn Ŷnyr-Llewellyn',
  'Nguyễn Thị Phương Thảo',
  'Łukasz Świętosławski-Brzęczyszczykiewicz',
  'Adeọlá Ẹ̀gbẹ́ Ojo',
  'Ann Sample',
]
const manifestOf = (count: number, change: Partial<Manifest> = {}, changeItem: Partial<Manifest['items'][number]> = {}): Manifest => ({
  version: 1,
  dispatchReference,
  date: '2026-11-23',
  provider: 'Sample Valley RA Service',
  agent: 'Ffion Sample',
  checkpoint: '0214-7KQ3M-9XWRT',
  practice: false,
  items: Array.from({ length: count }, (_, index) => ({
    position: index + 1,
    itemReference: makeItemReference(dispatchReference, index + 1),
    recipientName: names[index % names.length]!,
    organisation: 'Sample Valley NHS Foundation Trust',
    postTown: 'Sampleton',
    postcode: 'ZZ9 9ZZ',
    cardSerial: '00017AB4',
    service: index % 3 === 0 ? 'Tracked 24' : 'Special Delivery Guaranteed by 1pm',
    tracking: 'RB123456785GB',
    ...changeItem,
  })),
  ...change,
})

let plain: DocumentSettings
let practising: DocumentSettings
beforeAll(async () => {
  plain = await settings()
  practising = await settings(true)
})

describe.skipIf(lacks('pdftotext', 'pdfinfo', 'pdftoppm', 'zbarimg'))('the manifest on paper (poppler, zbar)', () => {
  test('one item: one A4 page with reference, date, provider, agent, record code, total and both signatures', async () => {
    const pdf = must(await makeManifestPdf(manifestOf(1), plain))
    expect(info(pdf)).toMatchObject({ pages: 1, sizes: [{ width: expect.closeTo(210, 1), height: expect.closeTo(297, 1) }] })
    const all = textLines(pdf).join('\n')
    for (const words of [
      'Dispatch manifest',
      dispatchReference,
      '23 November 2026',
      'Sample Valley RA Service',
      'Ffion Sample',
      'Record code 0214-7KQ3M-9XWRT',
      'Total: 1 item',
      'Handed over by the RA agent',
      'Received by the carrier',
      'Page 1 of 1',
      'RB 1234 5678 5GB',
      'Card 00017AB4',
    ]) {
      expect(all).toContain(words)
    }
    expect(all.match(/Signature/g)).toHaveLength(2)
  })

  test('the bars in its head are the dispatch reference', async () => {
    const pdf = must(await makeManifestPdf(manifestOf(1), practising))
    for (const dpi of [203, 300]) expect(scan(pdf, dpi)).toEqual([`CODE-128:${dispatchReference}`])
  })

  test('200 items: all listed once, in order; every page numbered and with the record code; signatures only at the end', async () => {
    const manifest = manifestOf(200)
    const pdf = must(await makeManifestPdf(manifest, plain))
    const { pages } = info(pdf)
    expect(pages).toBeGreaterThan(8)
    const perPage = Array.from({ length: pages }, (_, index) => textLines(pdf, index + 1).join('\n'))
    expect(perPage.join('\n').match(/RD7K3M-\d{3,4}-\w/g)).toEqual(manifest.items.map(({ itemReference }) => itemReference))
    perPage.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} of ${pages}`)
      expect(text).toContain('Record code 0214-7KQ3M-9XWRT')
      expect(text.includes('Signature')).toBe(index === pages - 1)
    })
    expect(perPage.at(-1)).toMatch(/Total: 200 items\s+Special Delivery Guaranteed by 1pm: 133\n\s+Tracked 24: 67/)
  })

  test('whatever the number of items, signatures stay whole and clear of the foot', async () => {
    for (let count = 1; count <= 24; count += 1) {
      const pdf = must(await makeManifestPdf(manifestOf(count), plain))
      const last = textLines(pdf, info(pdf).pages).join('\n')
      expect(last).toContain('Handed over by the RA agent')
      expect(last.match(/Date and time/g)).toHaveLength(2)
    }
  })

  test('long names, organisations and towns are wrapped, never cut, never over the next column', async () => {
    const long = {
      recipientName: `Maximiliana ${'Wolfeschlegelsteinhausenbergerdorff'.repeat(3)}`,
      organisation: 'Invented Community Pharmacy and Dispensing Surgery of Upper and Lower Locality, Sample Valley, with a long name',
      postTown: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
      service: 'A service whose name the carrier has made very long indeed'.repeat(2),
      tracking: '0A123456789012345678901234567890123456789',
    }
    const pdf = must(await makeManifestPdf(manifestOf(3, {}, { ...long, tracking: long.tracking.slice(0, 40) }), plain))
    const picture = render(pdf, 150)
    // The gutter before each column is free of ink all the way down the rows, but for the rules.
    for (const x of [14 + 8 - 2, 51 - 1.7, 91 - 1.7, 127 - 1.7, 154 - 1.7, 188 - 1.7]) {
      const columnOfInk = Array.from({ length: 60 }, (_, step) => inkBox(picture, { x, y: 83 + step, width: 1, height: 0.9 }, 90)).filter(
        (ink) => ink && ink.height > 0.4,
      )
      expect(columnOfInk).toEqual([])
    }
    const joined = textLines(pdf).join('').replace(/\s/g, '')
    expect(joined.length).toBeGreaterThan(3 * Object.values(long).join('').replace(/\s/g, '').length - 200)
  })

  test('long provider and agent names stay on the page', async () => {
    const pdf = must(
      await makeManifestPdf(
        manifestOf(2, {
          provider: 'Invented RA Service of '.repeat(8).trim(),
          agent: 'Ffion Wolfeschlegelsteinhausen-Bergerdorff '.repeat(4).trim(),
        }),
        plain,
      ),
    )
    const ink = inkBox(render(pdf, 100), undefined, 200)!
    expect(ink.x).toBeGreaterThan(13)
    expect(ink.x + ink.width).toBeLessThan(197)
  })

  test('practice mode is printed on every page, also when only the manifest says so', async () => {
    const pdf = must(await makeManifestPdf(manifestOf(40, { practice: true }), plain))
    for (let page = 1; page <= info(pdf).pages; page += 1) expect(textLines(pdf, page).join('\n')).toContain('PRACTICE, not for posting')
    expect(textLines(must(await makeManifestPdf(manifestOf(40), plain))).join('\n')).not.toContain('PRACTICE')
  })

  test('names with diacritics are there as written', async () => {
    const all = textLines(must(await makeManifestPdf(manifestOf(5), plain))).join('\n')
    for (const name of names) for (const part of name.split(/[\s-]/)) expect(all.normalize('NFC')).toContain(part)
  })
})

describe('the manifest file', () => {
  test.skipIf(lacks('qpdf', 'pdffonts', 'pdfinfo'))(
    'is sound, embeds its typefaces and has nothing personal in its properties',
    async () => {
      const pdf = must(await makeManifestPdf(manifestOf(30), plain))
      expect(qpdfCheck(pdf)).toContain('No syntax or stream encoding errors')
      const fonts = fontTable(pdf)
      expect(fonts).toHaveLength(2)
      for (const font of fonts) expect(font).toMatch(/NotoSans-(Regular|SemiBold)\s+CID TrueType\s+Identity-H\s+yes yes yes/)
      expect(info(pdf).text).not.toMatch(/Ffion|Sampleton|Author|Keywords/)
      expect(unpacked(pdf)).not.toMatch(/Ffion Sample|Sampleton/)
    },
  )

  test('is not made from a manifest that breaks the rules, and says where', async () => {
    const broken = manifestOf(2, {}, { position: 1 })
    for (const made of [await makeManifestPdf(broken, plain), await makeManifestCsv(broken), await makeManifestJson(broken)]) {
      expect(made).toMatchObject({ ok: false, error: { code: 'manifest-invalid', message: expect.stringContaining('items.1.position') } })
    }
  })

  test('letters that the typeface lacks are refused', async () => {
    expect(await makeManifestPdf(manifestOf(1, {}, { recipientName: '李' }), plain)).toMatchObject({
      ok: false,
      error: { code: 'glyph-missing' },
    })
  })
})

describe('the manifest as CSV', () => {
  const read = async (manifest: Manifest) => {
    const bytes = must(await makeManifestCsv(manifest))
    const text = Buffer.from(bytes).toString('utf8')
    return { bytes, text, rows: Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true }).data }
  }

  test('UTF-8 with byte order mark, CRLF, a header and a row for each item', async () => {
    const { bytes, text, rows } = await read(manifestOf(3))
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(text.match(/\r\n/g)).toHaveLength(4)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(rows[0]).toEqual(MANIFEST_COLUMNS.map(({ heading }) => heading))
    expect(rows).toHaveLength(4)
    expect(rows[2]).toContain('Nguyễn Thị Phương Thảo')
  })

  test('leading zeros survive', async () => {
    const { rows } = await read(manifestOf(1, {}, { cardSerial: '004217', tracking: '0012345' }))
    expect(rows[1]).toContain('004217')
    expect(rows[1]).toContain('0012345')
  })

  test.each([
    '=HYPERLINK("http://x.invalid")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    '\0=1',
    '\u200B=1',
    '\u202E@SUM(A1)',
  ])('%j does not start a formula', async (cell) => {
    expect(spreadsheetSafe(cell)).toMatch(/^'/)
    const { rows } = await read(manifestOf(1, {}, { recipientName: cell }))
    const written = rows[1]![MANIFEST_COLUMNS.findIndex(({ heading }) => heading === 'Recipient')]!
    expect(written).toMatch(/^'/)
    expect(written).not.toMatch(/[\r\n\t]/)
  })

  test('direction marks do not reach the list', () => {
    expect(spreadsheetSafe('\u202E=1+1')).toBe("'=1+1")
    expect(spreadsheetSafe('Ann\u202E elpmaS\u2066\u200F')).toBe('Ann elpmaS')
  })

  test.each(['Ann-Marie O’Sample', 'Ann "Annie" Sample, RGN', '1 = one'])('%s is left as it is', async (cell) => {
    const { rows } = await read(manifestOf(1, {}, { recipientName: cell }))
    expect(rows[1]).toContain(cell)
  })
})

describe('the manifest as JSON', () => {
  test('reads back as the same manifest', async () => {
    const manifest = manifestOf(3, { practice: true })
    expect(manifestSchema.parse(JSON.parse(Buffer.from(must(await makeManifestJson(manifest))).toString('utf8')))).toEqual(manifest)
  })
})
