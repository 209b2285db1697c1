/** The documents whose measures are taken: both faces of two cards, and a page full of labels of each medium. Everybody in them is invented. */
import { STANDARD_CARD, readCardTemplate, type CardTemplate } from '../../domain/card/card-template.ts'
import { MEDIA, labelsPerPage, mediumIds, suitsAddress, type MediumId } from '../../domain/dispatch/media.ts'
import { makeItemReference } from '../../domain/dispatch/reference.ts'
import { makeCardFace } from '../../main/documents/card-face.ts'
import { makeLabels } from '../../main/documents/label.ts'
import type { DocumentSettings } from '../../main/documents/pdf.ts'
import { fieldPng, must } from '../main/documents/support.ts'
import { measureBack, measureFront, measureLabels, type Measured } from './measure.ts'

/** A station's own card, with everything that a template can have, except pictures. */
export const STATION_CARD: CardTemplate = must(
  readCardTemplate({
    ...STANDARD_CARD,
    name: 'Invented Valley, series 10',
    front: {
      ...STANDARD_CARD.front,
      series: { x: 4, y: 46.5, width: 30, height: 4.5, largest: 8, smallest: 7, lines: 1, text: 'Series 10' },
    },
    back: {
      texts: [
        {
          x: 5,
          y: 19,
          width: 75.6,
          height: 12,
          largest: 8,
          smallest: 6,
          lines: 3,
          align: 'centre',
          text: 'If you find this card, please post it to {provider}, {return address}',
        },
        { x: 5, y: 47, width: 40, height: 4, largest: 7, smallest: 6, lines: 1, text: 'Card {serial}, {series}' },
      ],
      code: { x: 20, y: 35, width: 46, height: 9, form: 'bars' },
      keepOut: [{ x: 0, y: 4, width: 85.6, height: 12.7 }],
    },
  }),
)

export const drawCard = (
  settings: DocumentSettings,
  template: CardTemplate,
  name = 'Annabelle Wolfe Sample-Jones',
  images?: ReadonlyMap<string, Uint8Array>,
) =>
  makeCardFace(
    {
      name,
      ...(images ? { images } : {}),
      organisation: 'Invented Valley NHS Foundation Trust',
      uuid: '012345678901',
      photo: fieldPng(700, 900),
      template,
      serial: '0A1B2C3D',
      provider: 'Invented Valley RA Service',
      returnAddress: 'Estates House, 4 Invented Way, Sampleton, ZZ1 4AB',
    },
    settings,
  )

const labelMedia = mediumIds.filter((id) => suitsAddress(MEDIA[id]))

function drawLabels(settings: DocumentSettings, medium: MediumId) {
  const dispatchReference = 'RD-20261123-7K3M'
  return makeLabels(
    {
      medium,
      returnTo: {
        name: 'Invented Valley RA Service',
        address: { lines: ['Estates House, 4 Invented Way'], town: 'Sampleton', postcode: 'ZZ1 4AB' },
      },
      labels: Array.from({ length: labelsPerPage(MEDIA[medium]) }, (_, index) => ({
        name: 'Ann Sample',
        address: { lines: ['12 Invented Road'], town: 'Sampleton', postcode: 'ZZ9 9ZZ' },
        itemReference: makeItemReference(dispatchReference, index + 1),
        dispatchReference,
      })),
    },
    settings,
  )
}

export async function measureAll(
  settings: DocumentSettings,
  media: readonly MediumId[] = labelMedia,
): Promise<readonly { readonly title: string; readonly measured: readonly Measured[] }[]> {
  const standard = must(await drawCard(settings, STANDARD_CARD))
  const own = must(await drawCard(settings, STATION_CARD))
  const labels = await Promise.all(
    media.map(async (id) => ({ title: `Labels, ${MEDIA[id].name}`, measured: measureLabels(id, must(await drawLabels(settings, id))) })),
  )
  return [
    { title: 'Card, standard template, front', measured: measureFront(standard, STANDARD_CARD) },
    { title: 'Card, a station’s own template, front', measured: measureFront(own, STATION_CARD) },
    { title: 'Card, a station’s own template, back', measured: measureBack(own, STATION_CARD) },
    ...labels,
  ]
}
