/**
 * Ruler for printed documents: renders a PDF at 600 dpi (0.042 mm to a pixel) and says where ink is, beside where it belongs. Millimetres.
 * What belongs where is read from the template and from the table of media, never from the code that draws.
 */
import { CARD_SIZE, keepOutZone, type CardBox } from '../../domain/card/card-face.ts'
import { backParts, frontParts, type CardTemplate } from '../../domain/card/card-template.ts'
import { LABEL_SAFETY, MEDIA, labelBox, labelsPerPage, type Medium, type MediumId } from '../../domain/dispatch/media.ts'
import { info, inkBox, render, type Picture } from '../main/documents/support.ts'

const RULER_DPI = 600
/** What the issue asks for. */
export const ACCURACY = 0.1

export interface Measured {
  readonly what: string
  readonly wanted: number
  readonly found: number
}

const offBy = ({ wanted, found }: Measured): number => Math.abs(found - wanted)
export const isOff = (measured: Measured): boolean => !(offBy(measured) <= ACCURACY)
export const worst = (all: readonly Measured[]): number => Math.max(...all.map(offBy))

function edges(
  what: string,
  wanted: CardBox,
  found: CardBox | undefined,
  sides: readonly ('left' | 'right' | 'top' | 'bottom')[],
): Measured[] {
  const at = (box: CardBox, side: (typeof sides)[number]) =>
    ({ left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height })[side]
  return sides.map((side) => ({ what: `${what}, ${side} edge`, wanted: at(wanted, side), found: found ? at(found, side) : Number.NaN }))
}

/** The frame of the photograph is a grey of 153, and its outer side is the edge of the box. */
const FRAME = 200

const ALL = ['left', 'right', 'top', 'bottom'] as const

function measurePage(what: string, pdf: Uint8Array, page: number, wanted: { readonly width: number; readonly height: number }): Measured[] {
  const size = info(pdf).sizes[page - 1]
  return (['width', 'height'] as const).map((side) => ({
    what: `${what}, page ${side}`,
    wanted: wanted[side],
    found: size?.[side] ?? Number.NaN,
  }))
}

/** Area with ink inside a zone that must stay empty, in square millimetres. */
function inkIn(picture: Picture, zone: CardBox): number {
  const ink = inkBox(picture, zone, 250)
  return ink ? ink.width * ink.height : 0
}

/** How far ink of a text reaches out of its box at the worst side; 0 when it stays inside. */
function beyond(box: CardBox, ink: CardBox | undefined): number {
  if (!ink) return Number.NaN
  return Math.max(0, box.x - ink.x, box.y - ink.y, ink.x + ink.width - box.x - box.width, ink.y + ink.height - box.y - box.height)
}

const around = ({ x, y, width, height }: CardBox, by: number): CardBox => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

/** A front with `fieldPng` for a photograph and no background: the photograph and its frame, the empty zone, every text inside its box. */
export function measureFront(pdf: Uint8Array, template: CardTemplate): Measured[] {
  const picture = render(pdf, RULER_DPI, 1)
  const { photo } = template.front
  const field = { x: photo.x + photo.width / 10, y: photo.y + photo.height / 10, width: photo.width * 0.8, height: photo.height * 0.8 }
  return [
    ...measurePage('card front', pdf, 1, CARD_SIZE),
    ...edges('frame of the photograph', photo, inkBox(picture, around(photo, 0.9), FRAME), ALL),
    ...edges('photograph, dark field', field, inkBox(picture, around(photo, 0.9), 100), ALL),
    { what: 'ink within the clearance of the chip, mm²', wanted: 0, found: inkIn(picture, keepOutZone(template)) },
    ...frontParts(template)
      .filter(({ kind }) => kind === 'type')
      .map(({ words, box }) => ({
        what: `${words.toLowerCase()}, ink beyond its box`,
        wanted: 0,
        found: beyond(box, inkBox(picture, around(box, 0.9), 128)),
      })),
  ]
}

export function measureBack(pdf: Uint8Array, template: CardTemplate): Measured[] {
  const page = info(pdf).pages
  const picture = render(pdf, RULER_DPI, page)
  const code = template.back?.code
  return [
    ...measurePage('card back', pdf, page, CARD_SIZE),
    ...backParts(template)
      .filter(({ kind }) => kind === 'type')
      .map(({ words, box }) => ({
        what: `${words.toLowerCase()}, ink beyond its box`,
        wanted: 0,
        found: beyond(box, inkBox(picture, around(box, 0.9), 128)),
      })),
    ...(code
      ? [{ what: 'code on the back, ink beyond its box', wanted: 0, found: beyond(code, inkBox(picture, around(code, 0.9), 128)) }]
      : []),
    ...(template.back?.keepOut ?? []).map((box, index) => ({
      what: `empty place ${index + 1} on the back, mm²`,
      wanted: 0,
      found: inkIn(picture, box),
    })),
  ]
}

/**
 * A page full of labels. On a sheet the rule of a label runs from safety to safety and its bars end at both; on a roll the rule runs
 * 5 mm inside and the square begins 5 mm from the top.
 */
export function measureLabels(id: MediumId, pdf: Uint8Array): Measured[] {
  const medium: Medium = MEDIA[id]
  const picture = render(pdf, RULER_DPI, 1)
  const large = medium.label.width >= 90 && medium.label.height >= 130
  const margin = large ? 5 : LABEL_SAFETY
  return [
    ...measurePage(id, pdf, 1, medium.page),
    ...Array.from({ length: labelsPerPage(medium) }, (_, index) => index + 1).flatMap((position) => {
      const box = labelBox(medium, position)
      return edges(
        `${id}, ink of label ${position}`,
        around(box, -margin),
        inkBox(picture, box),
        large ? ['left', 'right', 'top'] : ['left', 'right', 'bottom'],
      )
    }),
  ]
}

/** Lines for a terminal: every value to 0.01 mm. */
export function table(all: readonly Measured[]): string[] {
  const cells = [
    ['what', 'wanted', 'found', 'off', ''],
    ...all.map((each) => [each.what, each.wanted.toFixed(2), each.found.toFixed(2), offBy(each).toFixed(2), isOff(each) ? 'OFF' : 'ok']),
  ]
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  return cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
