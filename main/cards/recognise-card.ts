/** Asks the card in a reader which one it is, and the register whether it may be taken. Reads only; uses up no attempt. */
import type { CardStock } from '../../domain/card/attempts.ts'
import { checkTakeable } from '../../domain/card/register/stock.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import type { Failure } from '../../domain/result.ts'
import { readBlankness, readSecrets } from '../../native/card/blank-card.ts'
import type { CardProfile } from '../../native/card/profile.ts'
import { openSession, type PivSession } from '../../native/card/session.ts'
import type { CardConnection } from '../../native/ports.ts'
import { cardSettingsOf } from './card-attempt.ts'
import type { Cards } from './card-services.ts'
import type { AttemptsQuestion } from './stock-attempts.ts'
import type { RandomBytes, Settings } from '../ports.ts'

/** What the use-cases of this file need. */
export type RecogniseCardPorts = Cards & RandomBytes & Settings

export interface Recognised {
  /** Why this card is not taken. */
  readonly refusal?: Failure<'attempts-not-known' | 'card-not-blank-here' | 'card-not-listed'>
  /** What the agent has to answer before it is taken. */
  readonly question?: AttemptsQuestion
  /** How many attempts new cards of its stock come with, where an agent confirmed it. */
  readonly attemptsOfStock?: number
}

interface Wanted {
  readonly caseId: string
  readonly attempt: number
  /** The card that was begun is to be continued, so it need not be blank. */
  readonly continues: boolean
}

/** A card that does not even tell its serial number is left to the plan, which has words for it. */
export async function recogniseCard(
  desk: RecogniseCardPorts,
  connection: CardConnection,
  profile: CardProfile,
  wanted: Wanted,
): Promise<Recognised> {
  if (profile.neverTouch.some(({ atr }) => atr === connection.atr)) return {}
  const session = openSession({ connection, random: desk.randomBytes, transport: profile.transport })
  const selected = await session.select()
  const told = selected.ok ? await session.readSerial() : selected
  if (!told.ok || told.value === undefined) return {}
  const serial = normaliseSerial(told.value)
  const { onlyListed } = cardSettingsOf(desk.settings())
  const known = desk.cards.book.find(serial)
  const taken = checkTakeable(known, { serial, onlyListed, caseId: wanted.caseId, attempt: wanted.attempt })
  if (!taken.ok) return { refusal: taken.error }
  const stock: CardStock = known?.box === undefined ? { atr: connection.atr } : { box: known.box }
  const attemptsOfStock = desk.cards.attempts.find(stock)
  const attempts = wanted.continues ? undefined : await findUnknownAttempts(session, attemptsOfStock)
  if (attempts !== undefined) return askAttempts(desk, { serial, attempts, stock })
  return attemptsOfStock === undefined ? {} : { attemptsOfStock }
}

async function findUnknownAttempts(session: PivSession, learnt: number | undefined): Promise<number | undefined> {
  const secrets = await readSecrets(session)
  const read = secrets.ok ? await readBlankness(session, secrets.value, learnt) : secrets
  return read.ok && read.value.state === 'ask' ? read.value.attempts : undefined
}

function askAttempts(desk: RecogniseCardPorts, question: AttemptsQuestion): Recognised {
  desk.cards.attempts.ask(question)
  const whose = 'box' in question.stock ? `the box “${question.stock.box}”` : 'this kind'
  return {
    question,
    refusal: {
      code: 'attempts-not-known',
      message: `This card allows ${question.attempts} attempts. RA Desk does not know yet whether new cards of ${whose} do. Nothing was written to it.`,
      next: 'Put it in a reader on the card step of a case, and say there whether new cards come like this.',
    },
  }
}
