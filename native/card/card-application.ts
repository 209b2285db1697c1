/** The PIV application of a card: selecting it, and which version and number of card it is on. */
import { empty, readUnsigned } from '../../domain/bytes.ts'
import { failure, isAbsent, value, type CardCommand, type CardResult } from './card-command.ts'
import { readChip } from './card-metadata.ts'
import { instructions, pivApplication } from './piv.ts'
import type { CardFailure } from './status-word.ts'
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
  if (!answer.ok) return hasNoApplication(answer.error) ? { ok: false, error: { ...answer.error, ...notPiv } } : answer
  // Some cards answer 9000 and nothing to the name of an application that they do not have.
  if (answer.value.length === 0) return { ok: false, error: notPiv }
  const properties = readPath(answer.value, [0x61])
  if (!properties.ok) return properties
  const parts = decodeTlvs(properties.value)
  if (!parts.ok) return parts
  return value({
    label: new TextDecoder().decode(findTlv(parts.value, 0x50) ?? empty),
    algorithms: readAlgorithms(parts.value),
  })
}

const notPiv = {
  code: 'not-a-piv-card',
  message: 'RA Desk cannot write this kind of card. Nothing was written to it.',
  next: 'Put in a blank card of a supported kind.',
} as const

/** 6999 and 6283 are how some Java cards and some blocked applications say so. */
const hasNoApplication = (error: CardFailure): boolean => isAbsent(error) || error.sw === 0x6999 || error.sw === 0x6283

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

const hiddenSerial = failure(
  'serial-hidden',
  'The configuration of this card hides its serial number, so it could not be told from another. Nothing was written to it.',
  'Use another card: putting this one back will not help. Ask its supplier how to make the serial number visible to programs.',
)

/** Of the card, or else of its chip. `selectAgain` selects the PIV application after another one was asked. */
export async function readSerial(
  command: CardCommand,
  selectAgain: () => Promise<CardResult<unknown>>,
): Promise<CardResult<string | undefined>> {
  const answer = await command({ ins: instructions.getSerial, p1: 0, p2: 0, le: 256 })
  if (!answer.ok) {
    const isHidden = answer.error.sw === 0x6985
    if (!isAbsent(answer.error) && !isHidden) return answer
    const chip = await readChip(command, selectAgain)
    return isHidden && chip.ok && chip.value === undefined ? hiddenSerial : chip
  }
  return answer.value.length === 4
    ? value(String(readUnsigned(answer.value)))
    : failure('card-answer-malformed', 'The card sent a serial number of the wrong length.', 'Set this card aside and take another.')
}
