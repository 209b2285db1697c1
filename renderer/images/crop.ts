/**
 * Moving and zooming the 35:45 box on a photograph, on top of the rules in `domain/card/photo.ts`. The box is always whole pixels
 * inside the picture, so nothing is ever invented at the edges.
 */
import { fitCrop, getInitialCrop, type Box } from '../../domain/card/photo.ts'
import type { PixelSize } from './sniff.ts'

/** Pixels of the printed photograph, and of the small one on the chip. Both 35:45 to the nearest pixel. */
export const PRINT_SIZE = { width: 620, height: 797 } as const
export const CHIP_SIZE = { width: 240, height: 309 } as const

/** What a card's facial image object holds, less what its headers take. */
export const CHIP_MAXIMUM_BYTES = 11_000
/** The same for cards that keep 3,052 or 2,000 bytes an object, largest first. */
export const SMALLER_CHIP_BYTES = [2_900, 1_850] as const

/** On the card the photograph is 31.5 mm high; with fewer pixels than this it prints below 300 dpi. */
const LEAST_HEIGHT = 372
const MOST_ZOOM = 6

/** Crown to chin is 29 to 34 mm of the 45 mm: two ovals round one centre, in shares of the height of the box. */
export const HEAD_GUIDE = { smallest: 29 / 45, largest: 34 / 45, centreY: 0.48, widthToHeight: 0.74 } as const

/** How often the largest box that fits is the box: 1 or more. */
export function zoomOf(picture: PixelSize, box: Box): number {
  return getInitialCrop(picture).height / box.height
}

export function maximumZoom(picture: PixelSize): number {
  return Math.min(MOST_ZOOM, Math.max(1, getInitialCrop(picture).height / LEAST_HEIGHT))
}

/** Zooms round the middle of the box. */
export function zoomTo(picture: PixelSize, box: Box, zoom: number): Box {
  const height = Math.round(getInitialCrop(picture).height / clamp(zoom, 1, maximumZoom(picture)))
  const { width } = fitCrop({ ...box, height }, picture)
  return fitCrop({ x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height }, picture)
}

/** Where the box lies: 0 is all the way left (or up), 1 all the way right (or down); in the middle when there is no room to move. */
export function positionOf(picture: PixelSize, box: Box): { readonly x: number; readonly y: number } {
  const share = (value: number, room: number): number => (room < 1 ? 0.5 : value / room)
  return { x: share(box.x, picture.width - box.width), y: share(box.y, picture.height - box.height) }
}

export function moveTo(picture: PixelSize, box: Box, position: { readonly x?: number; readonly y?: number }): Box {
  return fitCrop(
    {
      ...box,
      x: position.x === undefined ? box.x : position.x * (picture.width - box.width),
      y: position.y === undefined ? box.y : position.y * (picture.height - box.height),
    },
    picture,
  )
}

/** Drags the picture under the box, by shares of the box: dragging right shows what is further left. */
export function dragBy(picture: PixelSize, box: Box, dx: number, dy: number): Box {
  return fitCrop({ ...box, x: box.x - dx * box.width, y: box.y - dy * box.height }, picture)
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)
