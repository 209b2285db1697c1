import { expect, test } from 'vitest'
import { STANDARD_CARD } from '../../../../../domain/card/card-template.ts'
import { err, ok } from '../../../../../domain/result.ts'
import { readTemplateFiles } from '../../../../../renderer/features/pages/card-template/read-template-files.ts'

const own = {
  ...STANDARD_CARD,
  name: 'Invented Valley',
  front: { ...STANDARD_CARD.front, logo: { x: 24, y: 18, width: 20, height: 10, image: 'mark.png' } },
}
const json = (value: unknown, name = 'card.json') => new File([typeof value === 'string' ? value : JSON.stringify(value)], name)
const picture = (name: string, content = 'pixels') => new File([content], name)
/** Stands for the decoder of the page, which is shown at work in a browser. */
const takeImage = async (file: Blob) => {
  const text = await file.text()
  return text === 'pixels'
    ? ok(new TextEncoder().encode('re-encoded'))
    : err('damaged', 'The picture is damaged and cannot be opened.', 'Send it again.')
}
const read = (...files: File[]) => readTemplateFiles(files, takeImage)
const reencoded = btoa('re-encoded')

test('a template beside its picture', async () => {
  expect(await read(picture('other.png'), picture('mark.png'), json(own))).toEqual(
    ok({ template: own, images: [{ name: 'mark.png', base64: reencoded }] }),
  )
})

test('one file with the picture in it, as RA Desk saves it: the picture is decoded and written anew like any other', async () => {
  expect(await read(json({ ...own, images: { 'mark.png': btoa('pixels') } }))).toEqual(
    ok({ template: own, images: [{ name: 'mark.png', base64: reencoded }] }),
  )
})

test('a picture beside it goes before the one inside', async () => {
  expect(await read(json({ ...own, images: { 'mark.png': btoa('older') } }), picture('mark.png'))).toMatchObject({ ok: true })
})

test('a template of version 1 alone', async () => {
  const { version: _version, name, chip, chipClearance, front } = STANDARD_CARD
  expect(_version).toBe(2)
  expect(await read(json({ version: 1, name, chip, chipClearance, ...front }))).toEqual(ok({ template: STANDARD_CARD, images: [] }))
})

test.each([
  ['pictures alone', [picture('mark.png')], 'no-template'],
  ['two templates', [json(own), json(own, 'other.json')], 'two-templates'],
  ['a template without its picture', [json(own)], 'image-missing'],
  ['a picture that does not open', [json(own), picture('mark.png', 'GIF89a')], 'damaged'],
  ['base64 that is none', [json({ ...own, images: { 'mark.png': '***' } })], 'image-missing'],
  ['pictures that are no text', [json({ ...own, images: { 'mark.png': 4 } })], 'layout-invalid'],
  ['a file that is no JSON', [json('{')], 'layout-invalid'],
  ['a list', [json([])], 'layout-invalid'],
  [
    'a card over the chip',
    [json({ ...own, front: { ...own.front, logo: { ...own.front.logo, x: 10 } } }), picture('mark.png')],
    'layout-invalid',
  ],
  ['a template of tomorrow', [json({ ...own, version: 9 })], 'layout-newer'],
] as const)('%s is refused', async (_, files, code) => expect(await read(...files)).toMatchObject({ ok: false, error: { code } }))
