/**
 * The station's own card template: kept sealed with its pictures in rows of `main`, each version for good, so that it can always be said with
 * which one a card was printed. Pictures come re-encoded from the sandboxed page; here their kind, bytes and pixels are checked once more.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { cardImageRules } from '../../domain/card/card-images.ts'
import {
  STANDARD_CARD,
  cardTemplate,
  imagesOf,
  readCardTemplate,
  templateMark,
  type CardTemplate,
  type TemplateMark,
} from '../../domain/card/card-template.ts'
import { instant } from '../../domain/values.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input } from '../../preload/contract.ts'
import { readPicture } from '../documents/photo.ts'
import type { RowToSeal, RecordFailureCode } from '../record/store.ts'
import type { Clock, SignedInAgent, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type CardTemplatePorts = Clock & SignedInAgent & Store

const TABLE = 'card-templates'
const IN_USE = 'in-use'

export interface StationCard {
  readonly template: CardTemplate
  /** By the names that the template gives them. */
  readonly images: ReadonlyMap<string, Uint8Array>
  readonly mark: TemplateMark
  readonly savedAt?: string
  readonly savedBy?: string
}

/** `latest` goes on counting when the standard card is in use. */
const inUse = z.strictObject({
  rev: z.number().int().positive(),
  version: z.number().int().nonnegative(),
  latest: z.number().int().nonnegative(),
})
const stored = z.strictObject({
  mark: templateMark,
  savedAt: instant,
  savedBy: z.string(),
  template: cardTemplate,
  images: z.array(z.strictObject({ name: z.string(), row: z.string() })),
})
const storedImage = z.strictObject({ base64: z.string() })

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

const standard: StationCard = {
  template: STANDARD_CARD,
  images: new Map(),
  mark: { name: STANDARD_CARD.name, version: 0, digest: digestOf(STANDARD_CARD, new Map()) },
}

function digestOf(template: CardTemplate, images: ReadonlyMap<string, Uint8Array>): string {
  return sha256(JSON.stringify([template, imagesOf(template).map((name) => sha256(images.get(name) ?? new Uint8Array()))])).slice(0, 16)
}

async function readInUse({ store }: CardTemplatePorts): Promise<z.infer<typeof inUse> | undefined> {
  const row = await store.read(TABLE, IN_USE, 'records')
  return row === undefined ? undefined : inUse.parse(row)
}

/** The card that is in use on this station. */
export async function readStationCard(desk: CardTemplatePorts): Promise<StationCard> {
  const now = await readInUse(desk)
  if (!now || now.version === 0) return standard
  const row = await desk.store.read(TABLE, `version-${now.version}`, 'records')
  if (row === undefined) throw new Error('the card template in use is not in the record')
  const { template, mark, savedAt, savedBy, images } = stored.parse(row)
  const opened = await Promise.all(
    images.map(async ({ name, row: id }) => {
      const image = storedImage.parse(await desk.store.read(TABLE, id, 'records'))
      return [name, new Uint8Array(Buffer.from(image.base64, 'base64'))] as const
    }),
  )
  return { template, images: new Map(opened), mark, savedAt, savedBy }
}

type Candidate = Input<'cardTemplate.save'>['candidate']

/** A template as the page hands it over: read and checked again, its pictures looked at. */
export function readCandidate({
  template: json,
  images,
}: Candidate): Result<
  { readonly template: CardTemplate; readonly images: ReadonlyMap<string, Uint8Array> },
  'image-missing' | 'image-too-large' | 'image-unreadable' | 'layout-invalid' | 'layout-newer'
> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return err(
      'layout-invalid',
      'This file is not a card template. Nothing was changed.',
      'Choose the file that “Save for another workstation” made, or put the file right.',
    )
  }
  const read = readCardTemplate(value)
  if (!read.ok) return read
  const given = new Map(images.map(({ name, base64 }) => [name, new Uint8Array(Buffer.from(base64, 'base64'))]))
  const kept = new Map<string, Uint8Array>()
  for (const name of imagesOf(read.value)) {
    const bytes = given.get(name)
    if (!bytes)
      return err(
        'image-missing',
        `The template names the picture ${name}, which is not there. Nothing was changed.`,
        'Choose the template and its pictures together.',
      )
    const picture = readPicture(bytes)
    const { maximumSide } = cardImageRules
    if (!picture.ok)
      return err(
        'image-unreadable',
        `The picture ${name} cannot be read as JPEG or PNG. Nothing was changed.`,
        'Save it again as JPEG or PNG.',
      )
    // Its bytes are limited by the contract.
    if (Math.max(picture.value.size.width, picture.value.size.height) > maximumSide) {
      return err(
        'image-too-large',
        `The picture ${name} is larger than a card can use (${maximumSide} pixels). Nothing was changed.`,
        'Make it smaller.',
      )
    }
    kept.set(name, picture.value.bytes)
  }
  return ok({ template: read.value, images: kept })
}

const stale = err('stale', 'The card template was changed elsewhere since it was opened.', 'Look at it again, then repeat the change.')

/** Takes a template into use. It was drawn once by the caller, so everything on it fits. */
export async function saveStationCard(
  desk: CardTemplatePorts,
  { template, images }: Pick<StationCard, 'template' | 'images'>,
  expectedVersion: number,
): Promise<Result<TemplateMark, RecordFailureCode>> {
  const now = await readInUse(desk)
  if ((now?.version ?? 0) !== expectedVersion) return stale
  const version = (now?.latest ?? 0) + 1
  const mark: TemplateMark = { name: template.name, version, digest: digestOf(template, images) }
  const pictures = [...images].map(([name, bytes]) => ({ name, row: `picture-${sha256(bytes).slice(0, 32)}`, bytes }))
  const rows: RowToSeal[] = [
    ...[...new Map(pictures.map((picture) => [picture.row, picture])).values()]
      .filter(({ row }) => !desk.store.has(TABLE, row))
      .map(({ row, bytes }): RowToSeal => ({
        table: TABLE,
        id: row,
        rev: 1,
        keyId: 'records',
        value: { base64: Buffer.from(bytes).toString('base64') },
      })),
    {
      table: TABLE,
      id: `version-${version}`,
      rev: 1,
      keyId: 'records',
      value: {
        mark,
        savedAt: desk.now().toISOString(),
        savedBy: desk.agent.agentName,
        template,
        images: pictures.map(({ name, row }) => ({ name, row })),
      },
    },
    { table: TABLE, id: IN_USE, rev: (now?.rev ?? 0) + 1, keyId: 'records', value: { rev: (now?.rev ?? 0) + 1, version, latest: version } },
  ]
  const committed = await desk.store.commit(rows, { action: 'card-template-saved', detail: { ...mark } })
  return committed.ok ? ok(mark) : committed
}

/** Goes back to the standard card. Versions that were in use stay in the record. */
export async function resetStationCard(desk: CardTemplatePorts, expectedVersion: number): Promise<Result<TemplateMark, RecordFailureCode>> {
  const now = await readInUse(desk)
  if ((now?.version ?? 0) !== expectedVersion) return stale
  if (!now || now.version === 0) return ok(standard.mark)
  const committed = await desk.store.commit(
    [{ table: TABLE, id: IN_USE, rev: now.rev + 1, keyId: 'records', value: { ...now, rev: now.rev + 1, version: 0 } }],
    { action: 'card-template-reset' },
  )
  return committed.ok ? ok(standard.mark) : committed
}

/** The whole of it as one JSON file: the next workstation imports it without anything beside it. */
export function exportStationCard({ template, images }: StationCard): Uint8Array {
  const pictures = Object.fromEntries([...images].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]))
  return new TextEncoder().encode(`${JSON.stringify({ ...template, ...(images.size > 0 ? { images: pictures } : {}) }, undefined, 2)}\n`)
}
