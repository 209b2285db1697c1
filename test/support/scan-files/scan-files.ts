/** Every kind of file that came, or may come, as a scan: what the agent must see of it, or the words in which it is refused. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../shells/shells.ts'
import { cutShort, flatJpeg } from './jpeg-files.ts'
import {
  blackJbig2,
  encryptedPdf,
  formOnly,
  greyJpeg,
  imageAlone,
  japaneseText,
  jbig2Image,
  jpegImage,
  lostPage,
  onePage,
  plainPdf,
  smallSquare,
  withImage,
} from './pdf-files.ts'
import { flatPng } from './png-files.ts'

export interface ScanFile {
  readonly name: string
  readonly file: string
  readonly bytes: Uint8Array | Promise<Uint8Array>
  readonly seen:
    | { readonly refused: RegExp }
    /** Grey of the middle of the first page, from 0 (black) to 255, give or take 12; and what is said to be missing. */
    | { readonly pages: number; readonly middle?: number; readonly missing?: RegExp }
    /** Width and height of a picture as it is shown. */
    | { readonly picture: readonly [number, number]; readonly middle?: number }
}

const kept = (name: string): Uint8Array => readFileSync(join(projectFolder, 'test/fixtures/cases', name))
const head = (words: string): Uint8Array => Buffer.concat([Buffer.from(words, 'latin1'), Buffer.alloc(200)])
const rubbish = Buffer.alloc(64, 0x5a)
const flat = (values: readonly number[], more: Partial<Parameters<typeof flatJpeg>[0]> = {}) =>
  flatJpeg({ width: 240, height: 160, values, ...more })
const noPicture = /^A part of this page could not be shown/

export const scanPdfs: readonly ScanFile[] = [
  { name: 'plain PDF, a standard font that is not in the file', file: 'plain.pdf', bytes: plainPdf(), seen: { pages: 1 } },
  { name: 'JPEG 2000', file: 'p02-jpeg2000.pdf', bytes: kept('p02-jpeg2000.pdf'), seen: { pages: 1 } },
  { name: 'JBIG2', file: 'jbig2.pdf', bytes: withImage(jbig2Image, blackJbig2), seen: { pages: 1, middle: 0 } },
  { name: 'grey JPEG', file: 'grey.pdf', bytes: withImage(jpegImage('DeviceGray'), greyJpeg), seen: { pages: 1, middle: 40 } },
  {
    name: 'CMYK JPEG',
    file: 'cmyk.pdf',
    bytes: withImage(jpegImage('DeviceCMYK'), flatJpeg({ width: 64, height: 64, values: [0, 0, 0, 255] })),
    seen: { pages: 1, middle: 44 },
  },
  { name: 'encrypted, opens without a password', file: 'open.pdf', bytes: encryptedPdf(''), seen: { pages: 1 } },
  {
    name: 'Japanese, with a character map of the standard',
    file: 'japanese.pdf',
    bytes: japaneseText('UniJIS-UCS2-H'),
    seen: { pages: 1 },
  },
  { name: '30 pages', file: 'thirty.pdf', bytes: plainPdf(30), seen: { pages: 30 } },
  {
    name: 'page of 5 by 5 metres',
    file: 'huge-page.pdf',
    bytes: onePage({ content: '0.2 g 900 900 12600 12600 re f', box: '0 0 14400 14400' }),
    seen: { pages: 1, middle: 51 },
  },
  {
    name: 'page that is 400 times as high as wide',
    file: 'high-page.pdf',
    bytes: onePage({ content: '0.2 g 3 900 30 12600 re f', box: '0 0 36 14400' }),
    seen: { pages: 1, middle: 51 },
  },
  {
    name: 'damaged JPEG 2000',
    file: 'bad-jpx.pdf',
    bytes: withImage('/Width 64 /Height 64 /Filter /JPXDecode', rubbish),
    seen: { pages: 1, missing: noPicture },
  },
  {
    name: 'damaged JBIG2',
    file: 'bad-jbig2.pdf',
    bytes: withImage(jbig2Image, rubbish),
    seen: { pages: 1, missing: noPicture },
  },
  {
    name: 'damaged JPEG',
    file: 'bad-jpeg.pdf',
    bytes: withImage(jpegImage('DeviceGray'), rubbish),
    seen: { pages: 1, missing: noPicture },
  },
  {
    name: 'damaged soft mask',
    file: 'bad-mask.pdf',
    bytes: withImage(`${jpegImage('DeviceGray')} /SMask 6 0 R`, greyJpeg, [
      { dictionary: '/Type /XObject /Subtype /Image /Width 64 /Height 64 /Filter /JPXDecode', bytes: rubbish },
    ]),
    seen: { pages: 1, missing: noPicture },
  },
  {
    name: 'character map that does not exist',
    file: 'no-map.pdf',
    bytes: japaneseText('Invented-Map-H', smallSquare),
    seen: { pages: 1, missing: noPicture },
  },
  {
    name: 'picture that is not in the file',
    file: 'lost-image.pdf',
    bytes: onePage({ content: `${smallSquare} /Im Do`, resources: '/XObject << /Im 99 0 R >>' }),
    seen: { pages: 1, missing: noPicture },
  },
  {
    name: 'nothing but a damaged picture',
    file: 'nothing.pdf',
    bytes: imageAlone('/Width 64 /Height 64 /Filter /JPXDecode', rubbish),
    seen: { refused: /shows nothing: every page is empty\. It was not saved/ },
  },
  {
    name: 'nothing but a JBIG2 picture that was cut off',
    file: 'cut-jbig2.pdf',
    bytes: imageAlone(jbig2Image, blackJbig2.subarray(0, 40)),
    seen: { refused: /shows nothing: every page is empty\. It was not saved/ },
  },
  {
    name: 'locked with a password',
    file: 'locked.pdf',
    bytes: encryptedPdf('sesame'),
    seen: { refused: /locked with a password\. It was not saved.*without a password/ },
  },
  {
    name: 'no pages',
    file: 'p09-zero-pages.pdf',
    bytes: kept('p09-zero-pages.pdf'),
    seen: { refused: /This PDF has no pages\. It was not saved/ },
  },
  {
    name: 'damaged',
    file: 'damaged.pdf',
    bytes: head('%PDF-1.7\nrubbish'),
    seen: { refused: /damaged and cannot be opened\. It was not saved/ },
  },
  {
    name: 'only a form for Adobe programs',
    file: 'form.pdf',
    bytes: formOnly(),
    seen: { refused: /a form that only Adobe programs can show\. It was not saved/ },
  },
  {
    name: 'page that is not in the file',
    file: 'lost-page.pdf',
    bytes: lostPage(),
    seen: { refused: /Page 2 of this PDF could not be shown\. It was not saved/ },
  },
  {
    name: '500 pages',
    file: 'five-hundred.pdf',
    bytes: plainPdf(500),
    seen: { refused: /has 500 pages\. The limit is 30\. It was not saved/ },
  },
]

export const scanPictures: readonly ScanFile[] = [
  { name: 'JPEG', file: 'plain.jpg', bytes: flat([40, 128, 128]), seen: { picture: [240, 160], middle: 40 } },
  { name: 'grey JPEG', file: 'grey.jpg', bytes: flat([40]), seen: { picture: [240, 160], middle: 40 } },
  {
    name: 'progressive JPEG',
    file: 'progressive.jpg',
    bytes: flat([40, 128, 128], { progressive: true }),
    seen: { picture: [240, 160], middle: 40 },
  },
  // Adobe writes CMYK turned over: 255 is no ink.
  { name: 'CMYK JPEG', file: 'cmyk.jpg', bytes: flat([255, 255, 255, 40]), seen: { picture: [240, 160], middle: 40 } },
  {
    name: 'JPEG to be turned right',
    file: 'orientation-6.jpg',
    bytes: flat([40], { orientation: 6 }),
    seen: { picture: [160, 240], middle: 40 },
  },
  { name: 'PNG of 16 bits', file: '16-bit.png', bytes: flatPng(240, 160, 16, 90), seen: { picture: [240, 160], middle: 90 } },
  { name: 'very wide', file: 'wide.png', bytes: flatPng(16_000, 200, 8, 90), seen: { picture: [16_000, 200], middle: 90 } },
  {
    name: 'baseline JPEG without its end',
    file: 'cut.jpg',
    bytes: cutShort(flat([40, 128, 128])),
    seen: { refused: /damaged: its end is missing\. It was not saved/ },
  },
  {
    name: 'progressive JPEG without its end',
    file: 'progressive-cut.jpg',
    bytes: cutShort(flat([40, 128, 128], { progressive: true })),
    seen: { refused: /damaged: its end is missing\. It was not saved/ },
  },
  {
    name: 'PNG without its end',
    file: 'cut.png',
    bytes: cutShort(flatPng(240, 160, 8, 90)),
    seen: { refused: /damaged: its end is missing\. It was not saved/ },
  },
  { name: 'GIF called .jpg', file: 'animated.jpg', bytes: head('GIF89a'), seen: { refused: /a GIF picture\. It was not saved/ } },
  { name: 'WebP called .jpg', file: 'web.jpg', bytes: head('RIFF\0\0\0\0WEBP'), seen: { refused: /a WebP picture\. It was not saved/ } },
  { name: 'HEIC', file: 'phone.heic', bytes: head('\0\0\0\x18ftypheic'), seen: { refused: /iPhone picture \(HEIC\).*Most Compatible/ } },
  { name: 'file of no bytes', file: 'empty.jpg', bytes: new Uint8Array(), seen: { refused: /The file is empty/ } },
  {
    name: 'one pixel',
    file: 'one-pixel.png',
    bytes: flatPng(1, 1, 8, 90),
    seen: { refused: /1 × 1 pixels, too few to read\. It was not saved/ },
  },
  {
    name: 'a line of pixels',
    file: 'line.png',
    bytes: flatPng(16_000, 10, 8, 90),
    seen: { refused: /16000 × 10 pixels, too few to read\. It was not saved/ },
  },
]
