/** The label sheet as a drawing: the place of each label as a percentage of the page, and the name of each position. */
import {
  findLabelMedium,
  hasPositions,
  labelBox,
  labelsPerPage,
  MEDIA,
  type LabelMedium,
  type Medium,
} from '../../../../domain/dispatch/media.ts'

export const labelMedia: Readonly<Record<LabelMedium, { readonly name: string; readonly hint: string }>> = {
  L7163: {
    name: 'Sheet of labels, L7163',
    hint: `${MEDIA.L7163.name}. You can use a part-used sheet: choose the first free label.`,
  },
  'thermal-100x150': { name: 'Label printer, 100 × 150 mm', hint: 'One label on each page.' },
}

export interface SheetCell {
  /** Counted from 1, left to right and then down. */
  readonly position: number
  /** "Row 2, right" */
  readonly name: string
  /** Per cent of the page. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export function drawSheet(medium: Medium): readonly SheetCell[] {
  const { width, height } = medium.page
  return Array.from({ length: labelsPerPage(medium) }, (_, index) => {
    const position = index + 1
    const box = labelBox(medium, position)
    const column = index % medium.columns
    const side = medium.columns === 2 ? (column === 0 ? 'left' : 'right') : `column ${column + 1}`
    return {
      position,
      name: `Row ${Math.floor(index / medium.columns) + 1}, ${side}`,
      left: (box.x / width) * 100,
      top: (box.y / height) * 100,
      width: (box.width / width) * 100,
      height: (box.height / height) * 100,
    }
  })
}

export function describePlace(medium: string, position: number): string {
  const known = findLabelMedium(medium)
  if (!known) return medium
  if (!hasPositions(MEDIA[known])) return labelMedia[known].name
  const cell = drawSheet(MEDIA[known]).find((one) => one.position === position)
  return `${labelMedia[known].name}, label ${position}${cell ? ` (${cell.name.toLowerCase()})` : ''}`
}
