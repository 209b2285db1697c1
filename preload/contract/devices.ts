/** Readers, printers and the modem: their state, which reader is for what, and what is on a card in a reader. */
import { z } from 'zod'
import { channel, nothing } from './parts.ts'
import { readerCodes, recordCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee, everyoneSees } from './who.ts'

const readerName = z.string().min(1).max(256)
const readerUse = z.enum(['blank-cards', 'own-card', 'free'])
const row = z.strictObject({ key: z.string(), value: z.string() })
const cardSection = z.strictObject({
  id: z.string(),
  title: z.string(),
  message: z.string(),
  rows: z.array(row),
  raw: z.string().optional(),
})
const transcriptLine = z.strictObject({ direction: z.enum(['=>', '<=']), text: z.string() })

const readerView = z.strictObject({
  name: z.string(),
  card: z.enum(['empty', 'present', 'mute']),
  /** What the app makes of the card: only blank stock or this case's own card may be written. */
  message: z.string(),
  /** What to do about it, when something has to be done. */
  next: z.string().optional(),
  /** What the agent keeps this reader for; absent: nothing in particular. */
  use: readerUse.optional(),
  /** How many cards have been put in since the start: what was seen of one card is never taken for the next. */
  insertion: z.number().int().optional(),
  /** RA Desk does not connect to what is in it. */
  keepOff: z.boolean().optional(),
})
export const devicesView = z.strictObject({
  reader: z.strictObject({
    kind: z.enum(['pcsc', 'virtual']),
    service: z.enum(['running', 'stopped', 'restarting']),
    readers: z.array(readerView),
    /** The reader to offer first for a new card; absent when a person has to say. */
    suggested: z.string().optional(),
    /** Why there is no reader to work with, and what to do. */
    problem: z
      .strictObject({
        message: z.string(),
        next: z.string(),
        /** It does not pass by itself. */
        lasting: z.boolean().optional(),
      })
      .optional(),
  }),
  printers: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['ready', 'printing', 'problem', 'offline']),
      problem: z.string().optional(),
      path: z.strictObject({ reader: z.string() }).optional(),
      /** Host of a printer that was chosen by its address. */
      address: z.string().optional(),
      /** It stands for the print service, which does not answer. */
      isService: z.literal(true).optional(),
    }),
  ),
  modem: z.strictObject({
    name: z.string(),
    state: z.enum(['ready', 'no-signal', 'cannot-send', 'absent']),
    /** With `cannot-send`: why, and what helps. */
    trouble: z.strictObject({ words: z.string(), next: z.string() }).optional(),
  }),
})
export type DevicesView = z.infer<typeof devicesView>

export const devicesChannels = {
  'devices.state': channel({ when: 'always', roles: everyoneSees, input: nothing, output: devicesView, codes: [] }),
  'devices.modemPort': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ port: z.string() }),
    codes: [],
  }),
  /** The serial port of a GSM modem, `COM3` or `/dev/ttyUSB0`; empty for none. Changing it restarts the devices. */
  'devices.useModem': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      port: z
        .string()
        .max(200)
        .regex(/^(COM\d{1,3}|\/dev\/(?!.*\.\.)[\w./:-]+)?$/),
    }),
    output: nothing,
    codes: [...recordCodes],
  }),
  /** What a reader is for, kept outside the vault; each use has one reader at most. */
  'readers.pin': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ reader: readerName, use: readerUse }),
    output: nothing,
    codes: [],
  }),
  /** Everything the card tells without a passcode. A card that RA Desk never touches is described by its answer to reset alone. */
  'card.page': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ reader: readerName }),
    output: z.strictObject({
      atr: z.string(),
      what: z.string(),
      sections: z.array(cardSection),
      /** What was said to the card, secrets and everything of a person withheld. */
      transcript: z.array(transcriptLine),
    }),
    codes: [...readerCodes],
  }),
  /** Saves the transcript of the last page that was read from this reader where the agent says. */
  'card.saveTranscript': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ reader: readerName }),
    output: z.strictObject({ savedAs: z.string() }),
    codes: ['no-transcript', 'not-saved'],
  }),
} as const
