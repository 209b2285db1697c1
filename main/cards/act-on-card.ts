/** What the station records of a card that no case holds: cancelled, lost, destroyed. */
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import { err, ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Cards } from './card-services.ts'
import type { SignedInAgent } from '../ports.ts'

/** What the use-cases of this file need. */
export type ActOnCardPorts = Cards & SignedInAgent

const folded = (name: string): string => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase()

export async function actOnCard(desk: ActOnCardPorts, { serial, act }: Input<'cards.act'>): Promise<Reply<'cards.act'>> {
  if ('witness' in act && folded(act.witness) === folded(desk.agent.agentName)) {
    return err(
      'witness-is-agent',
      'You cannot be your own witness. Nothing was recorded.',
      'Ask a colleague to watch, and enter their name.',
    )
  }
  const { note, ...rest } = act
  const recorded = await desk.cards.book.record({ serial: normaliseSerial(serial), ...rest, ...(note ? { note } : {}) })
  return recorded.ok ? ok({}) : recorded
}
