/** An invented label and card face, for the tests that print them. */
import { STANDARD_CARD } from '../../../domain/card/card-template.ts'
import { makeItemReference } from '../../../domain/dispatch/reference.ts'
import type { CardFace } from '../../../main/documents/card-face.ts'
import type { LabelContent, LabelSheet } from '../../../main/documents/label.ts'
import { flatPng } from './support.ts'

export const dispatchReference = 'RD-20261123-7K3M'
export const returnTo: LabelSheet['returnTo'] = {
  name: 'Sample Valley RA Service',
  address: { lines: ['Estates House, 4 Invented Way'], town: 'Sampleton', postcode: 'ZZ1 4AB' },
}

/** `position`: of the item on its posting list. */
export const label = (position: number, change: Partial<LabelContent> = {}): LabelContent => ({
  name: 'Ann Sample',
  address: { lines: ['Flat 2', '12 Invented Road'], town: 'Sampleton', postcode: 'zz99zz' },
  itemReference: makeItemReference(dispatchReference, position),
  dispatchReference,
  service: 'Special Delivery Guaranteed by 1pm',
  ...change,
})

/** Of the standard card's front. */
export const layout = { chip: STANDARD_CARD.chip, chipClearance: STANDARD_CARD.chipClearance, ...STANDARD_CARD.front }

export const face = (change: Partial<CardFace> = {}): CardFace => ({
  name: 'Ann Sample',
  organisation: 'Sample Valley NHS Foundation Trust',
  uuid: '012345678901',
  photo: flatPng(350, 450, 60),
  template: STANDARD_CARD,
  ...change,
})
