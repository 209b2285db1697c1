/** A card template of a station’s own, with a picture and words on its back, as the page hands it over. */
import { STANDARD_CARD } from '../../../domain/card/card-template.ts'
import type { Input } from '../../../preload/contract.ts'
import { flatPng } from '../documents/support.ts'

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const sky = base64(flatPng(1100, 700, 90))
export const own = {
  ...STANDARD_CARD,
  name: 'Invented Valley',
  front: {
    ...STANDARD_CARD.front,
    series: { x: 4, y: 46.5, width: 30, height: 4.5, largest: 8, smallest: 7, lines: 1, text: 'Series 10' },
    background: { image: 'sky.png', leaveChipClear: true },
  },
  back: {
    texts: [
      {
        x: 5,
        y: 20,
        width: 75,
        height: 12,
        largest: 8,
        smallest: 6,
        lines: 3,
        text: 'If found, please return to {provider}, {return address}. Card {serial}',
      },
    ],
  },
}
export const candidate = (
  template: unknown = own,
  images = [{ name: 'sky.png', base64: sky }],
): Input<'cardTemplate.save'>['candidate'] => ({
  template: JSON.stringify(template),
  images,
})
