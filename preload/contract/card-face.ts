/** Channels of the card's face: the station's own template, the preview with the chip shown, and how large a millimetre is on this screen. */
import { z } from 'zod'
import { visibleText } from '../../domain/values.ts'
import { cardImageRules } from '../../domain/card/card-images.ts'
import { imageName, templateMark } from '../../domain/card/card-template.ts'
import { base64, caseId, channel, nothing } from './parts.ts'
import { documentCodes, evidenceCodes, recordCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee, everyone, everyoneSees } from './who.ts'

/** Never more than this as text, with its pictures. */
const MAXIMUM_TEMPLATE = 100_000

const templateJson = z.string().max(MAXIMUM_TEMPLATE)
const images = z
  .array(z.strictObject({ name: imageName, base64: base64.max(Math.ceil(cardImageRules.maximumBytes / 3) * 4) }))
  .max(cardImageRules.maximumCount)
/** Layout as JSON text, of any version; main reads it by the same rules as the page. */
const candidate = z.strictObject({ template: templateJson, images })
const faces = z.strictObject({ base64, sides: z.number().int().min(1).max(2), mark: templateMark.optional() })

/** CSS pixels to a millimetre: 3.78 where the system tells the truth about its screen. */
const pixelsPerMillimetre = z.number().min(1).max(20)

export const cardFaceChannels = {
  'cardTemplate.read': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      mark: templateMark,
      hasBack: z.boolean(),
      series: z.string().optional(),
      images: z.array(z.strictObject({ name: z.string(), bytes: z.number().int(), width: z.number().int(), height: z.number().int() })),
      savedAt: z.string().optional(),
      savedBy: z.string().optional(),
    }),
    codes: [],
  }),
  /** Draws a template (the one in use when none is given) with an invented person; the chip is shown. */
  'cardTemplate.sample': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: z.strictObject({ candidate: candidate.optional(), name: z.string().min(1).max(200).optional() }),
    output: faces,
    codes: [...documentCodes, 'image-too-large', 'layout-newer'],
  }),
  'cardTemplate.save': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ candidate, expectedVersion: z.number().int().nonnegative() }),
    output: z.strictObject({ mark: templateMark }),
    codes: [...documentCodes, ...recordCodes, 'image-too-large', 'layout-newer'],
  }),
  /** Another series on the card in use; none when it is empty. */
  'cardTemplate.setSeries': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ series: visibleText().max(60), expectedVersion: z.number().int().nonnegative() }),
    output: z.strictObject({ mark: templateMark }),
    codes: [...documentCodes, ...recordCodes, 'layout-newer'],
  }),
  'cardTemplate.reset': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ expectedVersion: z.number().int().nonnegative() }),
    output: z.strictObject({ mark: templateMark }),
    codes: [...recordCodes],
  }),
  /** One JSON file with the pictures in it, for the next workstation. */
  'cardTemplate.export': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: nothing,
    output: z.strictObject({ savedAs: z.string() }),
    codes: ['not-saved'],
  }),
  /** The faces of a case's card as they will be printed, with the chip shown. */
  'card.faces': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ caseId }),
    output: faces,
    codes: [...documentCodes, ...evidenceCodes, 'cannot-start-yet', 'no-such-case'],
  }),
  /** `on` names the screen it was measured on: on another one it has to be measured again. */
  'screen.scale': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ pixelsPerMillimetre: pixelsPerMillimetre.optional(), on: z.string().optional() }),
    codes: [],
  }),
  'screen.setScale': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ pixelsPerMillimetre: pixelsPerMillimetre.optional(), on: z.string().max(60).optional() }),
    output: nothing,
    codes: [],
  }),
} as const
