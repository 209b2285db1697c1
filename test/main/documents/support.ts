/** Reading documents back with the programs a mail room's software is made of: poppler, zbar, qpdf. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { loadFonts } from '../../../main/documents/fonts.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import type { Result } from '../../../domain/result.ts'
import type { Box, Size } from '../../../domain/dispatch/media.ts'

export { lacks } from '../../support/find-program.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
export const FONT_FOLDER = join(root, 'node_modules/@expo-google-fonts/noto-sans')
export const NOW = '2026-11-23T09:30:00.000Z'

export async function settings(practice = false): Promise<DocumentSettings> {
  const fonts = await loadFonts(FONT_FOLDER)
  if (!fonts.ok) throw new Error(fonts.error.message)
  return { fonts: fonts.value, now: NOW, practice }
}

export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

function withFolder<Value>(work: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function withPdf<Value>(pdf: Uint8Array, work: (path: string, folder: string) => Value): Value {
  return withFolder((folder) => {
    const path = join(folder, 'document.pdf')
    writeFileSync(path, pdf)
    return work(path, folder)
  })
}

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64e6 })

export interface Picture extends Size {
  readonly dpi: number
  /** One byte a pixel, 0 black. */
  readonly grey: Uint8Array
}

export function render(pdf: Uint8Array, dpi: number, page = 1): Picture {
  return withPdf(pdf, (path, folder) => {
    run('pdftoppm', ['-r', String(dpi), '-f', String(page), '-l', String(page), '-singlefile', '-gray', path, join(folder, 'page')])
    const bytes = readFileSync(join(folder, 'page.pgm'))
    const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'))
    if (!header) throw new Error('not a PGM')
    return { width: Number(header[1]), height: Number(header[2]), dpi, grey: new Uint8Array(bytes.subarray(header[0].length)) }
  })
}

/** Box around everything darker than `threshold` inside a region, millimetres; undefined when there is no ink. */
export function inkBox(picture: Picture, region?: Box, threshold = 128): Box | undefined {
  const scale = picture.dpi / 25.4
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)))
  const [x0, y0] = region ? [clamp(region.x * scale, picture.width), clamp(region.y * scale, picture.height)] : [0, 0]
  const [x1, y1] = region
    ? [clamp((region.x + region.width) * scale, picture.width), clamp((region.y + region.height) * scale, picture.height)]
    : [picture.width, picture.height]
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1]
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      if (picture.grey[y * picture.width + x]! >= threshold) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  return right < 0 ? undefined : { x: left / scale, y: top / scale, width: (right - left) / scale, height: (bottom - top) / scale }
}

/** What a scanner reads on a page, or on a part of it: `CODE-128:…`, `QR-Code:…`, sorted. */
export function scan(pdf: Uint8Array, dpi: number, page = 1, region?: Box): string[] {
  return withPdf(pdf, (path, folder) => {
    const dots = (millimetres: number) => String(Math.round((millimetres * dpi) / 25.4))
    const crop = region ? ['-x', dots(region.x), '-y', dots(region.y), '-W', dots(region.width), '-H', dots(region.height)] : []
    run('pdftoppm', ['-r', String(dpi), '-f', String(page), '-l', String(page), ...crop, '-singlefile', '-png', path, join(folder, 'page')])
    const read = spawnSync('zbarimg', ['-q', '--nodbus', join(folder, 'page.png')], { encoding: 'utf8' })
    return read.stdout
      .split('\n')
      .filter((line) => line !== '')
      .sort()
  })
}

export function textLines(pdf: Uint8Array, page?: number): string[] {
  const pages = page === undefined ? [] : ['-f', String(page), '-l', String(page)]
  return withPdf(pdf, (path) => run('pdftotext', ['-layout', ...pages, path, '-']))
    .replaceAll('\f', '\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
}

export function info(pdf: Uint8Array): { readonly text: string; readonly pages: number; readonly sizes: readonly Size[] } {
  return withPdf(pdf, (path) => {
    const text = run('pdfinfo', ['-isodates', '-f', '1', '-l', '9999', path])
    const sizes = [...text.matchAll(/Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/g)].map((match) => ({
      width: (Number(match[1]) * 25.4) / 72,
      height: (Number(match[2]) * 25.4) / 72,
    }))
    return { text, pages: Number(/Pages:\s+(\d+)/.exec(text)?.[1]), sizes }
  })
}

export const fontTable = (pdf: Uint8Array): string[] =>
  withPdf(pdf, (path) => run('pdffonts', [path]))
    .split('\n')
    .slice(2)
    .filter((line) => line !== '')

export const qpdfCheck = (pdf: Uint8Array): string => withPdf(pdf, (path) => run('qpdf', ['--check', path]))

/** The PDF with its streams unpacked, as Latin-1 text, for looking at what is really in the file. */
export const unpacked = (pdf: Uint8Array): string =>
  withPdf(pdf, (path) => execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { maxBuffer: 64e6 }).toString('latin1'))

/** Page one as JPEG, as a camera would hand it over. */
export function toJpeg(pdf: Uint8Array, dpi: number): Uint8Array {
  return withPdf(pdf, (path, folder) => {
    run('pdftoppm', ['-r', String(dpi), '-singlefile', '-jpeg', path, join(folder, 'page')])
    return new Uint8Array(readFileSync(join(folder, 'page.jpg')))
  })
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** A PNG of one grey. */
export const flatPng = (width: number, height: number, grey: number): Uint8Array => greyPng(width, height, () => grey)

/** A light photograph with a dark field from a tenth to nine tenths of each side: where that lies on the card, the photograph lies. */
export const fieldPng = (width: number, height: number): Uint8Array =>
  greyPng(width, height, (x, y) => (x >= width * 0.1 && x < width * 0.9 && y >= height * 0.1 && y < height * 0.9 ? 20 : 225))

function greyPng(width: number, height: number, greyAt: (x: number, y: number) => number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    crc.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, crc])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = greyAt(x, y)
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}
