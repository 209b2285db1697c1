/** Asks the card in a reader which one it is, and the register whether it may be taken. Reads only; uses up no try. */
import { checkTakeable } from '../../domain/card/register/stock.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import type { Failure } from '../../domain/result.ts'
import type { CardProfile } from '../../native/card/profile.ts'
import { openSession } from '../../native/card/session.ts'
import type { CardConnection } from '../../native/ports.ts'
import { cardSettingsOf } from './card-attempt.ts'
import type { Cards } from './card-services.ts'
import type { RandomBytes, Settings } from '../ports.ts'

/** What the use-cases of this file need. */
export type RecogniseCardPorts = Cards & RandomBytes & Settings

/** Why this card is not taken. A card that does not even tell its serial number is left to the plan, which has words for it. */
export async function whyNotTaken(
  desk: RecogniseCardPorts,
  connection: CardConnection,
  profile: CardProfile,
  given: { readonly caseId: string; readonly attempt: number },
): Promise<Failure<'card-not-blank-here' | 'card-not-listed'> | undefined> {
  if (profile.neverTouch.some(({ atr }) => atr === connection.atr)) return undefined
  const session = openSession({ connection, random: desk.randomBytes, transport: profile.transport })
  const selected = await session.select()
  const told = selected.ok ? await session.readSerial() : selected
  if (!told.ok || told.value === undefined) return undefined
  const serial = normaliseSerial(told.value)
  const { onlyListed } = cardSettingsOf(desk.settings())
  const taken = checkTakeable(desk.cards.book.find(serial), { serial, onlyListed, ...given })
  return taken.ok ? undefined : taken.error
}
