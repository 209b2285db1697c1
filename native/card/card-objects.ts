/** The data objects of a card (SP 800-73-4 part 1 §4), each read and written whole. */
import { concat, unsigned } from '../../domain/bytes.ts'
import { longestExtendedAnswer } from './apdu.ts'
import { done, type CardCommand, type CardResult } from './card-command.ts'
import { instructions, objects } from './piv.ts'
import { readPath, tlv } from './tlv.ts'

export async function readObject(command: CardCommand, tag: number): Promise<CardResult<Uint8Array>> {
  const name = tlv(0x5c, unsigned(tag, tag > 0xffff ? 3 : tag > 0xff ? 2 : 1))
  const answer = await command({ ins: instructions.getData, p1: 0x3f, p2: 0xff, data: name, le: longestExtendedAnswer })
  if (!answer.ok) return answer
  // Discovery comes in its own template, everything else in 53.
  return readPath(answer.value, [tag === objects.discovery ? objects.discovery : 0x53])
}

export function writeObject(command: CardCommand, tag: number, content: Uint8Array): Promise<CardResult<void>> {
  return putData(command, concat(tlv(0x5c, unsigned(tag, 3)), tlv(0x53, content)))
}

export function writeDiscovery(command: CardCommand, content: Uint8Array): Promise<CardResult<void>> {
  return putData(command, tlv(objects.discovery, content))
}

async function putData(command: CardCommand, data: Uint8Array): Promise<CardResult<void>> {
  const answer = await command({ ins: instructions.putData, p1: 0x3f, p2: 0xff, data })
  return answer.ok ? done : answer
}
