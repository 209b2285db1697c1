/** What the agent typed, or a link says, to find the person whose card is replaced. */
import { parseSerial } from '../../../../domain/card/register/serial.ts'
import { parseUuid } from '../../../../domain/registrant/uuid.ts'
import { randomId } from '../../../../domain/values.ts'
import type { Input } from '../../../../preload/contract.ts'

export type FindBy = Input<'replacement.find'>

/** In the order in which they are tried: twelve digits are a UUID, and perhaps the serial number of a card. None: it is neither. */
export function readFindBy(text: string): readonly FindBy[] {
  const trimmed = text.trim()
  if (randomId.safeParse(trimmed).success) return [{ by: 'person', id: trimmed }]
  const uuid = parseUuid(trimmed)
  const serial = parseSerial(trimmed)
  return [
    ...(uuid.ok ? [{ by: 'uuid' as const, uuid: uuid.value }] : []),
    ...(serial.ok ? [{ by: 'serial' as const, serial: serial.value }] : []),
  ]
}
