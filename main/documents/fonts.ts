/**
 * Noto Sans, parsed once per process and kept: parsing and the first shaping are most of what a cold first label costs.
 * `shape` turns a line of text into positioned glyphs. Precomposed letters take a faster way without OpenType shaping;
 * only text with combining marks left after composition (NFC) goes through the shaper, so that the mark sits over its letter.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { create } from '@cantoo/fontkit'
import type { Font, GlyphPosition } from '@cantoo/fontkit'
import { err, ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'

export type Weight = 'regular' | 'semibold'

const FILES: Record<Weight, readonly string[]> = {
  regular: ['400Regular/NotoSans_400Regular.ttf', 'NotoSans_400Regular.ttf'],
  semibold: ['600SemiBold/NotoSans_600SemiBold.ttf', 'NotoSans_600SemiBold.ttf'],
}

/** No ligatures: every letter of a name stands for itself, on paper and when copied out of the PDF. */
const FEATURES = { liga: false, clig: false, dlig: false }

export interface ShapedGlyph {
  readonly id: number
  readonly advanceWidth: number
  /** What this glyph stands for when text is copied out of a PDF. */
  readonly codePoints: number[]
}

export interface ShapedText {
  readonly text: string
  readonly glyphs: readonly ShapedGlyph[]
  /** Undefined when every glyph simply follows the one before. */
  readonly positions: readonly GlyphPosition[] | undefined
  /** In ems: multiply by the type size. */
  readonly width: number
  readonly ascent: number
  readonly descent: number
  /** Code points that the typeface cannot draw. */
  readonly missing: readonly number[]
}

export interface LoadedFont {
  readonly weight: Weight
  readonly bytes: Uint8Array
  readonly parsed: Font
  shape(text: string): ShapedText
}

export type DocumentFonts = Readonly<Record<Weight, LoadedFont>>

const REPLACEMENT_CHARACTER = 0xfffd

/**
 * fontkit's own `glyph.codePoints` cannot be relied on: a glyph first met as a part of another (Y in Ŷ) stays without any. So they are
 * found again from the letters of the text; parts of marks that stand for no letter of their own get a zero-width space.
 */
const ZERO_WIDTH_SPACE = 0x200b

function shapeMarked(font: Font, text: string): { readonly glyphs: ShapedGlyph[]; readonly positions: GlyphPosition[] } {
  const known = new Map(
    [...text.normalize('NFD'), ...text].map((letter) => {
      const codePoint = letter.codePointAt(0)!
      return [font.glyphForCodePoint(codePoint)?.id, codePoint] as const
    }),
  )
  const run = font.layout(text, FEATURES)
  const glyphs = run.glyphs.map(({ id, advanceWidth }) => ({ id, advanceWidth, codePoints: [known.get(id) ?? ZERO_WIDTH_SPACE] }))
  return { glyphs, positions: run.positions ?? [] }
}

function shapePlain(font: Font, codePoints: readonly number[]): ShapedGlyph[] {
  return codePoints.flatMap((codePoint) => {
    const glyph = font.glyphForCodePoint(codePoint)
    return glyph ? [{ id: glyph.id, advanceWidth: glyph.advanceWidth, codePoints: [codePoint] }] : []
  })
}

function shape(font: Font, text: string): ShapedText {
  const codePoints = [...text].map((character) => character.codePointAt(0)!)
  const missing = codePoints.filter((codePoint) => codePoint === REPLACEMENT_CHARACTER || !font.hasGlyphForCodePoint(codePoint))
  const marked = /\p{M}/u.test(text) ? shapeMarked(font, text) : undefined
  const glyphs = marked?.glyphs ?? shapePlain(font, codePoints)
  const positions = marked?.positions
  let width = 0
  let ascent = 0
  let descent = 0
  glyphs.forEach(({ id, advanceWidth }, index) => {
    const { xAdvance, yOffset } = positions?.[index] ?? { xAdvance: advanceWidth, yOffset: 0 }
    width += xAdvance
    const { minY, maxY } = font.getGlyph(id)?.bbox ?? { minY: 0, maxY: 0 }
    if (Number.isFinite(maxY)) ascent = Math.max(ascent, maxY + yOffset)
    if (Number.isFinite(minY)) descent = Math.max(descent, -minY - yOffset)
  })
  const em = font.unitsPerEm
  return { text, glyphs, positions, width: width / em, ascent: ascent / em, descent: descent / em, missing }
}

function loadedFont(weight: Weight, bytes: Uint8Array): LoadedFont {
  const parsed = create(bytes) as Font
  return { weight, bytes, parsed, shape: (text) => shape(parsed, text) }
}

async function readFirst(folder: string, names: readonly string[]): Promise<Uint8Array | undefined> {
  for (const name of names) {
    try {
      return await readFile(join(folder, name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return undefined
}

const loaded = new Map<string, Promise<Result<DocumentFonts, 'font-missing'>>>()

async function load(folder: string): Promise<Result<DocumentFonts, 'font-missing'>> {
  const [regular, semibold] = await Promise.all([readFirst(folder, FILES.regular), readFirst(folder, FILES.semibold)])
  if (!regular || !semibold) {
    return err(
      'font-missing',
      'The typeface for printed documents is missing, so nothing can be printed. Your records are safe.',
      'Install RA Desk again.',
    )
  }
  return ok({ regular: loadedFont('regular', regular), semibold: loadedFont('semibold', semibold) })
}

/**
 * Fonts for documents, from the folder of Noto Sans that the composition root names: laid out as in the package
 * `@expo-google-fonts/noto-sans`, or with the .ttf files side by side. Later calls for the same folder return the same fonts.
 */
export async function loadFonts(folder: string): Promise<Result<DocumentFonts, 'font-missing'>> {
  const known = loaded.get(folder) ?? load(folder)
  loaded.set(folder, known)
  const result = await known
  if (!result.ok) loaded.delete(folder)
  return result
}
