import { beforeAll, expect, test } from 'vitest'
import { join } from 'node:path'
import { loadFonts, type DocumentFonts } from '../../../main/documents/fonts.ts'
import { makeTextPdf } from '../../../main/documents/text-pdf.ts'
import { root } from '../../support/checks.ts'
import { readPdfText } from '../../support/pdf-text.ts'

let fonts: DocumentFonts
beforeAll(async () => {
  const loaded = await loadFonts(join(root, 'node_modules/@expo-google-fonts/noto-sans'))
  if (!loaded.ok) throw new Error(loaded.error.code)
  fonts = loaded.value
})
const settings = () => ({ fonts, now: '2026-11-30T09:00:00.000Z' })

test('text over several pages: every line is there, and each page has its foot and number', async () => {
  const paragraphs = Array.from({ length: 150 }, (_, place) => `Invented line ${place}`)
  const drawn = await makeTextPdf({ title: 'Letter', paragraphs, foot: 'Record code 1' }, settings())
  if (!drawn.ok) throw new Error(drawn.error.code)
  const words = (await readPdfText(drawn.value)).join('\n')
  for (const place of [0, 75, 149]) expect(words).toContain(`Invented line ${place}`)
  expect(words).toContain('Page 1 of 6')
  expect(words.split('Record code 1').length).toBe(7)
})

test('a letter that the typeface cannot print is refused', async () =>
  expect(await makeTextPdf({ title: 'Letter', paragraphs: ['Dear 王'], foot: '' }, settings())).toMatchObject({
    ok: false,
    error: { code: 'glyph-missing' },
  }))
