/** What the station records of a card that no case holds: cancelled, lost, destroyed. */
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import { err, ok } from '../../domain/result.ts'
import type { Answer, Input, Output } from '../../preload/contract.ts'
import type { DeskContext } from '../station/desk-context.ts'

const folded = (name: string): string => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase()

export async function actOnCard(desk: DeskContext, { serial, act }: Input<'cards.act'>): Promise<Answer<Output<'cards.act'>>> {
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
