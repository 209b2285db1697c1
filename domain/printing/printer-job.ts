/**
 * One card on its way through a printer: fed, written at the contact station, printed, put out. What is written down before and after each move, and the
 * true statement that follows from it, whatever was the last thing written: where the card is, what is on it, and what to do with it.
 */
import { z } from 'zod'
import type { CardAttempt, CaseFacts } from '../case/facts.ts'
import { instant, randomId, shortText } from '../values.ts'

export const printerSteps = ['feed', 'toContacts', 'encode', 'print', 'eject', 'reject'] as const
export type PrinterStep = (typeof printerSteps)[number]

export const printerStepWords: Readonly<Record<PrinterStep, string>> = {
  feed: 'Take a card from the feeder',
  toContacts: 'Move it to the contact station',
  encode: 'Write the chip and read it back',
  print: 'Print the face',
  eject: 'Put it into the output hopper',
  reject: 'Put it into the reject tray',
}

/** `failed`: it did not happen. `unknown`: it may or may not have happened. `stuck`: a card is in the way. */
export const printerEntry = z.strictObject({
  step: z.enum(printerSteps),
  state: z.enum(['begun', 'done', 'failed', 'unknown', 'stuck']),
  at: instant,
  message: z.string().max(600).optional(),
})
export type PrinterEntry = z.infer<typeof printerEntry>

export const printerJob = z.strictObject({
  rev: z.number().int().positive(),
  jobId: randomId,
  caseId: randomId,
  caseReference: shortText,
  printer: shortText,
  /** How many cards the case had before: the next one is the card of this job, until `attempt` is written down. */
  cardsBefore: z.number().int().nonnegative(),
  /** Which attempt of the case this card was; `none`: the case never heard of it. Written down when the job ended, or at the next sign-in after it was cut. */
  attempt: z.union([z.number().int().positive(), z.literal('none')]).optional(),
  startedAt: instant,
  entries: z.array(printerEntry),
  /** The job came to its end by itself; without it RA Desk was ended in the middle. */
  ended: z.boolean(),
  /** A person said what happened to a card that RA Desk could not see. */
  settled: z.strictObject({ at: instant, how: z.enum(['taken-out', 'rejected']) }).optional(),
})
export type PrinterJob = z.infer<typeof printerJob>

/** `…-or-inside`: asked to go there, and no sensor saw it arrive. */
export type CardWhere =
  | 'no-card'
  | 'feeder-or-inside'
  | 'inside'
  | 'hopper'
  | 'hopper-or-inside'
  | 'reject-tray'
  | 'reject-tray-or-inside'
  | 'taken-out'
export type CardChip = 'blank' | 'refused' | 'half-written' | 'finished' | 'spoiled' | 'unknown'
export type CardFace = 'not-printed' | 'perhaps' | 'printed'

export interface PrinterJobOutcome {
  /** The card is finished, printed and in the hopper. */
  readonly done: boolean
  readonly where: CardWhere
  readonly chip: CardChip
  readonly face: CardFace
  readonly serial?: string
  /** May the card that was fed still be used, for this case or, when blank, for any. */
  readonly usable: boolean
  readonly message: string
  readonly next: string
  /** A card may be inside the printer: nothing else is fed until a person has said what happened to it. */
  readonly blocks: boolean
}

/** Where the card is, as far as anybody can know from what was written down. */
function findCardWhere({ entries, settled }: Pick<PrinterJob, 'entries' | 'settled'>): CardWhere {
  if (settled) return settled.how === 'rejected' ? 'reject-tray' : 'taken-out'
  let where: CardWhere = 'no-card'
  /** Where it was when the move that goes on now was begun. */
  let before: CardWhere = 'no-card'
  for (const { step, state } of entries) {
    if (state === 'begun') before = where
    const to = destinations[step]
    if (!to) continue
    if (state === 'done') where = to.arrived
    else if (state === 'stuck') where = 'inside'
    else where = state === 'failed' ? before : to.perhaps
  }
  return where
}

/** Whether a card may be inside the printer, as far as its entries and the agent say: the case is not needed for this. */
export function mayBeInside(job: Pick<PrinterJob, 'entries' | 'settled'>): boolean {
  return isInside(findCardWhere(job))
}

const isInside = (where: CardWhere): boolean => where === 'inside' || where.endsWith('-or-inside')

/** Something is still to be written down: which card of its case it was, or what happened to a card that may be inside the printer. */
export const isUnfinished = (job: Pick<PrinterJob, 'entries' | 'settled' | 'attempt'>): boolean =>
  job.attempt === undefined || mayBeInside(job)

const destinations: Partial<Readonly<Record<PrinterStep, { readonly arrived: CardWhere; readonly perhaps: CardWhere }>>> = {
  feed: { arrived: 'inside', perhaps: 'feeder-or-inside' },
  eject: { arrived: 'hopper', perhaps: 'hopper-or-inside' },
  reject: { arrived: 'reject-tray', perhaps: 'reject-tray-or-inside' },
}

function findCardFace(entries: readonly PrinterEntry[]): CardFace {
  const last = entries.findLast(({ step }) => step === 'print')
  if (!last || last.state === 'failed') return 'not-printed'
  return last.state === 'done' ? 'printed' : 'perhaps'
}

const chips: Readonly<Record<CardAttempt['state'], CardChip>> = {
  writing: 'half-written',
  resumable: 'half-written',
  written: 'finished',
  refused: 'refused',
  spoiled: 'spoiled',
  unknown: 'unknown',
  replaced: 'spoiled',
}

/** The card of this job among the cards of its case: the case says what is on its chip. */
export function findJobCard(
  { attempt, cardsBefore }: Pick<PrinterJob, 'attempt' | 'cardsBefore'>,
  cards: CaseFacts['cards'],
): CardAttempt | undefined {
  return attempt === undefined ? cards[cardsBefore] : cards.find((card) => card.attempt === attempt)
}

const whereWords: Readonly<Record<CardWhere, (card: string) => string>> = {
  'no-card': () => 'No card left the feeder.',
  'feeder-or-inside': () => 'A blank card may have left the feeder, and may be inside the printer.',
  inside: (card) => `${card} is inside the printer.`,
  hopper: (card) => `${card} is in the output hopper.`,
  'hopper-or-inside': (card) => `${card} is in the output hopper or still inside the printer.`,
  'reject-tray': (card) => `${card} is in the reject tray.`,
  'reject-tray-or-inside': (card) => `${card} is in the reject tray or still inside the printer.`,
  'taken-out': (card) => `${card} was taken out of the printer by hand.`,
}

const chipWords: Readonly<Record<CardChip, (reference: string) => readonly [message: string, next: string]>> = {
  blank: () => ['Nothing was written on it.', 'It is blank and can be used again.'],
  refused: () => ['It was refused, and nothing was written on it.', 'Do not put it back into the feeder: look what kind of card it is.'],
  'half-written': (reference) => [
    `It is written half way, for case ${reference}.`,
    `Put it into a reader and continue in case ${reference}. Do not use it for another case.`,
  ],
  finished: (reference) => [`Its chip is finished, for case ${reference}, and was read back.`, ''],
  spoiled: () => ['It is spoiled.', 'Destroy it: cut through the chip.'],
  unknown: () => ['Its passcode is not known.', 'Do not use it. Destroy it: cut through the chip.'],
}

const faceWords: Readonly<Record<CardFace, (reference: string) => readonly [message: string, next: string]>> = {
  'not-printed': (reference) => ['Its face was not printed.', `It is good: print its face from case ${reference}.`],
  perhaps: (reference) => [
    'Its face may or may not be printed.',
    `Look at it. When the face is right, say so in case ${reference}; when there is nothing on it, print it from there; when it is spoiled, say that.`,
  ],
  printed: (reference) => ['Its face is printed.', `Look at it, and say in case ${reference} whether it printed well.`],
}

/** What happened to the card, from what was written down and what the case says of its cards. True at every moment, also after the power went. */
export function describePrinterJob(
  job: Pick<PrinterJob, 'entries' | 'settled' | 'attempt' | 'cardsBefore' | 'caseReference' | 'ended'>,
  cards: CaseFacts['cards'],
): PrinterJobOutcome {
  const card = findJobCard(job, cards)
  const where = findCardWhere(job)
  const face = findCardFace(job.entries)
  const serial = card?.serial
  // A chip of which the case knows nothing was not written: the case is told before the first byte is.
  const chip: CardChip = card ? chips[card.state] : 'blank'
  const done = where === 'hopper' && chip === 'finished' && face === 'printed'
  const [chipSays, chipNext] = chipWords[chip](job.caseReference)
  const [faceSays, faceNext] = chip === 'finished' ? faceWords[face](job.caseReference) : ['', '']
  const name = serial === undefined ? (chip === 'blank' ? 'A blank card' : 'The card') : `Card ${serial}`
  const blocks = isInside(where)
  const failure = job.entries.findLast(({ message, state }) => message !== undefined && state !== 'done')?.message
  const cut = job.ended || job.settled ? [] : ['RA Desk was ended or locked in the middle of this.']
  const message =
    where === 'no-card' ? [...cut, whereWords[where](name), 'Nothing was written.'] : [...cut, whereWords[where](name), chipSays, faceSays]
  const next =
    where === 'no-card'
      ? ['Do what the printer says, then continue.']
      : [...(blocks ? ['Open the printer and look.'] : []), chipNext, faceNext]
  return {
    done,
    where,
    chip,
    face,
    ...(serial === undefined ? {} : { serial }),
    blocks,
    usable: where === 'no-card' || chip === 'blank' || chip === 'half-written' || chip === 'finished',
    message: [failure, ...message].filter((one) => one).join(' '),
    next: next.filter((one) => one).join(' '),
  }
}
