/** The PIV application of a card: selecting it, and which version and number of card it is on. */
import { empty, readUnsigned } from '../../domain/bytes.ts'
import { failure, isAbsent, value, type CardCommand, type CardResult } from './card-command.ts'
import { readChip } from './card-metadata.ts'
import { instructions, pivApplication } from './piv.ts'
import { decodeTlvs, findTlv, readPath, type Tlv } from './tlv.ts'

export interface CardApplication {
  readonly label: string
  /**
   * Those that the card lists (part 2 table 3, tag AC: one template for all, or one for each); undefined when it lists none. Lists leave out what
   * the card has, so nothing is refused because of one: some name only what secure messaging needs.
   */
  readonly algorithms: readonly number[] | undefined
}

export async function selectApplication(command: CardCommand): Promise<CardResult<CardApplication>> {
  const answer = await command({ ins: instructions.select, p1: 0x04, p2: 0, data: pivApplication, le: 256 })
  if (!answer.ok) {
    if (!isAbsent(answer.error)) return answer
    return {
      ok: false,
      error: {
        ...answer.error,
        code: 'not-a-piv-card',
        message: 'RA Desk cannot write this kind of card. Nothing was written to it.',
        next: 'Put in a blank card of a supported kind.',
      },
    }
  }
  const properties = readPath(answer.value, [0x61])
  if (!properties.ok) return properties
  const parts = decodeTlvs(properties.value)
  if (!parts.ok) return parts
  return value({
    label: new TextDecoder().decode(findTlv(parts.value, 0x50) ?? empty),
    algorithms: readAlgorithms(parts.value),
  })
}

function readAlgorithms(properties: readonly Tlv[]): readonly number[] | undefined {
  const listed = properties.filter(({ tag }) => tag === 0xac).map(({ value: list }) => decodeTlvs(list))
  const parts = listed.flatMap((list) => (list.ok ? list.value : []))
  const known = parts.filter((part) => part.tag === 0x80 && part.value.length === 1).map((part) => part.value[0]!)
  return known.length === 0 ? undefined : known
}

/** Undefined when the card has no such command. */
export async function readVersion(command: CardCommand): Promise<CardResult<string | undefined>> {
  const answer = await command({ ins: instructions.getVersion, p1: 0, p2: 0, le: 256 })
  if (!answer.ok) return isAbsent(answer.error) ? value(undefined) : answer
  return value([...answer.value].join('.'))
}

/** Of the card, or else of its chip. `selectAgain` selects the PIV application after another one was asked. */
export async function readSerial(
  command: CardCommand,
  selectAgain: () => Promise<CardResult<unknown>>,
): Promise<CardResult<string | undefined>> {
  const answer = await command({ ins: instructions.getSerial, p1: 0, p2: 0, le: 256 })
  if (!answer.ok) return isAbsent(answer.error) ? readChip(command, selectAgain) : answer
  return answer.value.length === 4
    ? value(String(readUnsigned(answer.value)))
    : failure('card-answer-malformed', 'The card sent a serial number of the wrong length.', 'Set this card aside and take another.')
}
