/** Handlers of the card's face: the station's template, previews, and the size of a millimetre on this screen. */
import { withSeries, type TemplateMark } from '../../domain/card/card-template.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { cardFaceChannels } from '../../preload/contract/card-face.ts'
import type { StationCard } from './card-template.ts'
import type { SaveFile } from '../record/save-noted.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Fonts, Practice, Settings, SignedInAgent, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type CardFaceHandlersPorts = Cases & Clock & Fonts & Practice & Settings & SignedInAgent & Store

export interface ScreenScale {
  readonly pixelsPerMillimetre: number
  readonly on: string
}

export interface CardFaceHandlerDeps {
  readonly desk: () => CardFaceHandlersPorts
  readonly save: SaveFile
  readonly screenScale: { read(): ScreenScale | undefined; write(scale: ScreenScale | undefined): void }
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export function cardFaceHandlers({ desk, save, screenScale }: CardFaceHandlerDeps): Pick<Handlers, keyof typeof cardFaceChannels> {
  async function takeIntoUse(
    card: Pick<StationCard, 'template' | 'images'>,
    expectedVersion: number,
  ): Promise<Result<{ mark: TemplateMark }, DocumentFailureCode | RecordFailureCode>> {
    const [{ drawSampleFaces }, { saveStationCard }] = [await import('./draw-card-face.ts'), await import('./card-template.ts')]
    // A template on which nothing fits would be found out only with a card in the printer.
    const drawn = await drawSampleFaces(desk(), card, {})
    if (!drawn.ok && drawn.error.code !== 'no-return-address') return drawn
    const saved = await saveStationCard(desk(), card, expectedVersion)
    return saved.ok ? ok({ mark: saved.value }) : saved
  }

  return {
    'cardTemplate.read': async () => {
      const [{ readStationCard }, { readPhoto }] = [await import('./card-template.ts'), await import('../documents/photo.ts')]
      const { template, images, mark, savedAt, savedBy } = await readStationCard(desk())
      return ok({
        mark,
        hasBack: template.back !== undefined,
        ...(template.front.series ? { series: template.front.series.text } : {}),
        ...(savedAt ? { savedAt } : {}),
        ...(savedBy ? { savedBy } : {}),
        images: [...images].map(([name, bytes]) => {
          const picture = readPhoto(bytes)
          return { name, bytes: bytes.length, ...(picture.ok ? picture.value.size : { width: 0, height: 0 }) }
        }),
      })
    },
    'cardTemplate.sample': async ({ candidate, name }) => {
      const [{ drawSampleFaces }, { readCandidate, readStationCard }] = [
        await import('./draw-card-face.ts'),
        await import('./card-template.ts'),
      ]
      const card = candidate ? readCandidate(candidate) : ok(await readStationCard(desk()))
      if (!card.ok) return card
      const drawn = await drawSampleFaces(desk(), card.value, { ...(name ? { name } : {}) })
      return drawn.ok ? ok({ base64: toBase64(drawn.value), sides: card.value.template.back ? 2 : 1 }) : drawn
    },
    'cardTemplate.save': async ({ candidate, expectedVersion }) => {
      const card = (await import('./card-template.ts')).readCandidate(candidate)
      return card.ok ? takeIntoUse(card.value, expectedVersion) : card
    },
    'cardTemplate.setSeries': async ({ series, expectedVersion }) => {
      const { template, images } = await (await import('./card-template.ts')).readStationCard(desk())
      const changed = withSeries(template, series)
      return changed.ok ? takeIntoUse({ template: changed.value, images }, expectedVersion) : changed
    },
    'cardTemplate.reset': async ({ expectedVersion }) => {
      const reset = await (await import('./card-template.ts')).resetStationCard(desk(), expectedVersion)
      return reset.ok ? ok({ mark: reset.value }) : reset
    },
    'cardTemplate.export': async () => {
      const { exportStationCard, readStationCard } = await import('./card-template.ts')
      return save('card-template.json', exportStationCard(await readStationCard(desk())))
    },
    'card.faces': async ({ caseId }) => {
      const [{ drawCardFaces }, { readStationCard }] = [await import('./draw-card-face.ts'), await import('./card-template.ts')]
      const open = await desk().cases.get(caseId)
      if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
      const card = await readStationCard(desk())
      const drawn = await drawCardFaces(desk(), card, { caseId, facts: open.view.facts }, { showKeepOut: true })
      return drawn.ok ? ok({ base64: toBase64(drawn.value), sides: card.template.back ? 2 : 1, mark: card.mark }) : drawn
    },
    'screen.scale': async () => ok({ ...screenScale.read() }),
    'screen.setScale': async ({ pixelsPerMillimetre, on }) => {
      screenScale.write(pixelsPerMillimetre === undefined || on === undefined ? undefined : { pixelsPerMillimetre, on })
      return ok({})
    },
  }
}
