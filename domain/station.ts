/** What this workstation knows about itself and the organisations it registers for: agreed once, used by every case. */
import { z } from 'zod'
import { cardSettings } from './card/card-settings.ts'
import { address, odsCode, phoneNumber, plainDate, randomId, shortText } from './values.ts'
import { highestLabelPosition, labelMedium } from './dispatch/media.ts'

export const registeringOrganisation = z.strictObject({
  odsCode,
  name: shortText,
  /** Ids of the edition's video channels, or the name of another one that was agreed. */
  videoChannels: z.array(shortText).min(1),
  /** Agreed as private enough, "the registrant's home". */
  locations: z.array(shortText).min(1),
  /** To whom the guidance was given, and when. */
  guidanceDistributed: z.array(z.strictObject({ to: shortText, on: plainDate })),
})
export type RegisteringOrganisation = z.infer<typeof registeringOrganisation>

export const stationSettings = z.strictObject({
  schema: z.literal(1),
  serviceProvider: z.strictObject({ name: shortText, odsCode: odsCode.optional() }),
  agents: z
    .array(
      z.strictObject({
        agentId: randomId,
        name: shortText,
        /** Given to registrants, so that they can ring when the card arrives. */
        mobile: phoneNumber,
      }),
    )
    .min(1),
  organisations: z.array(registeringOrganisation),
  /** RA staff who confirmed that they know the procedure and the arrangements. */
  staffAware: z.array(z.strictObject({ name: shortText, on: plainDate })),
  returnAddress: address.optional(),
  label: z.strictObject({
    medium: labelMedium,
    offsetX: z.number().min(-10).max(10),
    offsetY: z.number().min(-10).max(10),
    nextPosition: z.number().int().min(1).max(highestLabelPosition),
  }),
  textRoute: z.enum(['modem', 'work-phone']),
  /** Absent: `defaultCardSettings`. */
  cards: cardSettings.optional(),
})
export type StationSettings = z.infer<typeof stationSettings>

/** Name of the agent who has this work mobile, E.164. */
export const findAgentWithMobile = (settings: StationSettings | undefined, mobile: string): string | undefined =>
  settings?.agents.find((agent) => agent.mobile === mobile)?.name
