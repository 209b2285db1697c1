/** Cards as the station knows them: register, stock, issuing authority, and certificates that come later. Never a registrant's name. */
import { z } from 'zod'
import { attemptsOfNewCard } from '../../domain/card/attempts.ts'
import { endingSpans } from '../../domain/card/register/ending-soon.ts'
import { cardStates, cardActs, destructionMethodIds, type CardAct } from '../../domain/card/lifecycle.ts'
import { cardSerial, instant, randomId, shortText, text } from '../../domain/values.ts'
import { acted, base64, caseId, channel, expectedSeq, nothing } from './parts.ts'
import { authorityCodes, caseCodes, documentCodes, evidenceCodes, listCodes, readerCodes, recordCodes, registerCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee, managers } from './who.ts'

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
const stationAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('cancel'), note: text }),
  z.strictObject({ act: z.literal('markLost'), note: text }),
  z.strictObject({ act: z.literal('destroy'), ...destruction }),
  z.strictObject({ act: z.literal('proveDestroyed'), ...destruction }),
])

const MOST_LIST = 3_000_000
const MOST_FILE = 200_000

export const cardOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('done'), serial: z.string(), retries: z.strictObject({ passcode: z.number(), puk: z.number() }) }),
  z.strictObject({
    outcome: z.enum(['resumable', 'refused', 'spoiled', 'unknown']),
    step: z.string(),
    reason: z.string(),
    /** Answer it with `cards.answerAttempts`, then write the card again. `box`: absent for a card that came in none. */
    question: z.strictObject({ serial: cardSerial, attempts: attemptsOfNewCard, box: z.string().optional() }).optional(),
  }),
])
export type CardOutcome = z.infer<typeof cardOutcome>

export const cardProgress = z.strictObject({
  caseId,
  step: z.string(),
  title: z.string(),
  state: z.enum(['started', 'done']),
  index: z.number().int(),
  of: z.number().int(),
})

export const cardsChannels = {
  'cards.list': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({
      cards: z.array(registeredCard),
      stock: z.strictObject({
        blank: count,
        byState: z.record(state, count),
        boxes: z.array(
          /** `attempts`: how many new cards of the box come with, where an agent confirmed it. */
          z.strictObject({
            box: z.string(),
            listed: count,
            blank: count,
            wasted: count,
            since: instant,
            attempts: attemptsOfNewCard.optional(),
          }),
        ),
        onlyListed: z.boolean(),
        lowStock: count,
        low: z.boolean(),
      }),
    }),
    codes: [],
  }),
  'cards.show': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ serial: cardSerial }),
    output: z.strictObject({
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
    codes: ['no-such-card'],
  }),
  /** What was said to the card while it was written, and what it answered; secrets and what it says of a person withheld. Opened from the case, and noted as a view of it. */
  'cards.transcript': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ serial: cardSerial, index: count }),
    output: z.strictObject({ atr: z.string(), reader: z.string(), lines: z.array(z.string()) }),
    codes: [...recordCodes, 'no-such-card', 'no-transcript'],
  }),
  'cards.saveTranscript': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ serial: cardSerial, index: count }),
    output: z.strictObject({ savedAs: z.string() }),
    codes: [...recordCodes, 'no-such-card', 'no-transcript', 'not-saved'],
  }),
  /** What importing a list would do. Changes nothing. */
  'cards.readList': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ base64: base64.max(MOST_LIST) }),
    output: z.strictObject({ heading: z.string().optional(), serials: z.array(cardSerial), problems: z.array(problem) }),
    codes: [...listCodes],
  }),
  'cards.importBox': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ box: shortText, base64: base64.max(MOST_LIST) }),
    output: z.strictObject({ imported: count, leftOut: count }),
    codes: [...registerCodes, ...listCodes, 'box-without-name'],
  }),
  'cards.act': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ serial: cardSerial, act: stationAct }),
    output: nothing,
    codes: [...registerCodes, 'witness-is-agent'],
  }),
  /** Cards that people have and that end within so many days, by the register. Never a name. */
  'cards.ending': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ days: z.literal(endingSpans) }),
    output: z.strictObject({
      cards: z.array(
        z.strictObject({
          serial: cardSerial,
          state,
          endsOn: z.iso.date(),
          heldByCase: z.boolean(),
          caseId: randomId.optional(),
          caseReference: z.string().optional(),
        }),
      ),
    }),
    codes: [],
  }),
  /** Their holders renewed them: they end later. */
  'cards.renewed': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ serials: z.array(cardSerial).min(1).max(100), endsOn: z.iso.date() }),
    output: z.strictObject({ refused: z.array(z.strictObject({ serial: cardSerial, message: z.string() })) }),
    codes: ['not-in-time'],
  }),
  'cards.authority': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({ authority: authority.optional() }),
    codes: [],
  }),
  /** A PKCS #12 file and its passphrase. Only who it is and when it ends comes back. */
  'cards.loadAuthority': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: z.strictObject({ base64: base64.max(MOST_FILE), passphrase: z.string().max(1_024) }),
    output: z.strictObject({ authority }),
    codes: [...authorityCodes, 'disk-full', 'journal-failed'],
  }),
  'cards.removeAuthority': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: nothing,
    output: nothing,
    codes: [...authorityCodes, 'disk-full', 'journal-failed'],
  }),
  /** Saves the card's request for a certificate (PKCS #10, PEM) where the agent says. */
  'cards.saveRequest': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ serial: cardSerial }),
    output: z.strictObject({ savedAs: z.string() }),
    codes: ['no-request', 'no-such-card', 'not-saved'],
  }),
  /** A certificate that was returned as a file (PEM or DER), put on the card that is in the reader again. */
  'cards.installCertificate': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, serial: cardSerial, reader: z.string(), base64: base64.max(MOST_FILE) }),
    output: z.strictObject({
      ...acted,
      result: z.discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('done') }),
        z.strictObject({ outcome: z.enum(['refused', 'resumable', 'spoiled']), reason: z.string() }),
      ]),
    }),
    codes: [...caseCodes, ...readerCodes, 'card-master-missing', 'card-not-issued', 'not-a-certificate'],
  }),
  /** Whether new cards of this stock allow so many attempts, as `card.write` asked. Kept with the stock, with the agent and the time. */
  'cards.answerAttempts': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ serial: cardSerial, attempts: attemptsOfNewCard, isNew: z.boolean() }),
    output: nothing,
    codes: [...recordCodes, 'question-gone'],
  }),
  'card.look': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ reader: z.string() }),
    output: z.strictObject({
      atr: z.string(),
      serial: z.string().optional(),
      version: z.string().optional(),
      blank: z.boolean(),
      message: z.string(),
      retries: z.strictObject({ passcode: z.number().optional(), puk: z.number().optional() }),
      objects: z.array(z.strictObject({ name: z.string(), bytes: z.number().int(), message: z.string() })),
    }),
    codes: [...readerCodes, ...recordCodes],
  }),
  'card.write': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, reader: z.string() }),
    output: z.strictObject({ ...acted, result: cardOutcome }),
    codes: [
      ...caseCodes,
      ...documentCodes,
      ...readerCodes,
      ...authorityCodes,
      ...evidenceCodes,
      'card-master-missing',
      'little-room',
      'secret-gone',
    ],
  }),
} as const
