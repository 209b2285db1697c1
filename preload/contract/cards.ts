/** Cards as the station knows them: register, stock, issuing authority, and certificates that come later. Never a registrant's name. */
import { z } from 'zod'
import { cardStates, cardActs, destructionMethodIds, type CardAct } from '../../domain/card/lifecycle.ts'
import { cardSerial, instant, randomId, shortText, text } from '../../domain/values.ts'
import { acted, base64, caseId, channel, expectedSeq, nothing } from './parts.ts'

const state = z.enum(cardStates)
const count = z.number().int().nonnegative()
const registeredCard = z.strictObject({
  serial: cardSerial,
  state,
  since: instant,
  box: z.string().optional(),
  caseId: randomId.optional(),
  caseReference: z.string().optional(),
  heldByCase: z.boolean(),
  destructionProved: z.boolean(),
})
export type CardLine = z.infer<typeof registeredCard>

const historyLine = z.strictObject({
  act: z.enum(cardActs as [CardAct, ...CardAct[]]),
  at: instant,
  by: z.string(),
  caseId: randomId.optional(),
  caseReference: z.string().optional(),
  attempt: z.number().int().optional(),
  method: z.enum(destructionMethodIds).optional(),
  witness: z.string().optional(),
  note: z.string().optional(),
  conflict: z.literal(true).optional(),
})

const authority = z.strictObject({ subject: z.string(), from: z.iso.date(), until: z.iso.date(), key: z.string() })
const problem = z.strictObject({ line: z.number().int(), message: z.string() })
const note = text.optional()
const destruction = { method: z.enum(destructionMethodIds), witness: shortText, note }
export const stationAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('cancel'), note: text }),
  z.strictObject({ act: z.literal('markLost'), note: text }),
  z.strictObject({ act: z.literal('destroy'), ...destruction }),
  z.strictObject({ act: z.literal('proveDestroyed'), ...destruction }),
])
export type StationAct = z.infer<typeof stationAct>

const MOST_LIST = 3_000_000
const MOST_FILE = 200_000

export const cardsChannels = {
  'cards.list': channel(
    'unlocked',
    nothing,
    z.strictObject({
      cards: z.array(registeredCard),
      stock: z.strictObject({
        blank: count,
        byState: z.record(state, count),
        boxes: z.array(z.strictObject({ box: z.string(), listed: count, blank: count, wasted: count, since: instant })),
        onlyListed: z.boolean(),
        lowStock: count,
        low: z.boolean(),
      }),
    }),
  ),
  'cards.show': channel(
    'unlocked',
    z.strictObject({ serial: cardSerial }),
    z.strictObject({
      card: registeredCard,
      history: z.array(historyLine),
      acts: z.array(z.enum(['cancel', 'markLost', 'destroy', 'proveDestroyed'])),
      certificate: z
        .strictObject({
          source: z.enum(['none', 'self-signed', 'authority', 'file']),
          hasRequest: z.boolean(),
          installedAt: instant.optional(),
          validUntil: z.iso.date().optional(),
          managementKey: z.enum(['station', 'factory']),
          publicKeyFingerprint: z.string(),
        })
        .optional(),
      transcripts: z.array(z.strictObject({ attempt: z.number().int(), startedAt: instant, outcome: z.string(), lines: count })),
    }),
  ),
  /** What was said to the card while it was written, and what it answered; secrets and what it says of a person withheld. Opened from the case, and noted as a view of it. */
  'cards.transcript': channel(
    'unlocked',
    z.strictObject({ serial: cardSerial, index: count }),
    z.strictObject({ atr: z.string(), reader: z.string(), lines: z.array(z.string()) }),
  ),
  'cards.saveTranscript': channel(
    'unlocked',
    z.strictObject({ serial: cardSerial, index: count }),
    z.strictObject({ savedAs: z.string() }),
  ),
  /** What importing a list would do. Changes nothing. */
  'cards.readList': channel(
    'unlocked',
    z.strictObject({ base64: base64.max(MOST_LIST) }),
    z.strictObject({ heading: z.string().optional(), serials: z.array(cardSerial), problems: z.array(problem) }),
  ),
  'cards.importBox': channel(
    'unlocked',
    z.strictObject({ box: shortText, base64: base64.max(MOST_LIST) }),
    z.strictObject({ imported: count, leftOut: count }),
  ),
  'cards.act': channel('unlocked', z.strictObject({ serial: cardSerial, act: stationAct }), nothing),
  'cards.authority': channel('unlocked', nothing, z.strictObject({ authority: authority.optional() })),
  /** A PKCS #12 file and its passphrase. Only who it is and when it ends comes back. */
  'cards.loadAuthority': channel(
    'unlocked',
    z.strictObject({ base64: base64.max(MOST_FILE), passphrase: z.string().max(1_024) }),
    z.strictObject({ authority }),
  ),
  'cards.removeAuthority': channel('unlocked', nothing, nothing),
  /** Saves the card's request for a certificate (PKCS #10, PEM) where the agent says. */
  'cards.saveRequest': channel('unlocked', z.strictObject({ serial: cardSerial }), z.strictObject({ savedAs: z.string() })),
  /** A certificate that was returned as a file (PEM or DER), put on the card that is in the reader again. */
  'cards.installCertificate': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, serial: cardSerial, reader: z.string(), base64: base64.max(MOST_FILE) }),
    z.strictObject({
      ...acted,
      result: z.discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('done') }),
        z.strictObject({ outcome: z.enum(['refused', 'resumable', 'spoiled']), reason: z.string() }),
      ]),
    }),
  ),
} as const
