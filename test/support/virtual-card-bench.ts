/** A virtual card with the commands of a test in short form: status words, or answers where they matter. */
import { decodeResponse, encodeCommand } from '../../native/card/apdu.ts'
import { decryptBlock, encryptBlock } from '../../native/card/block-cipher.ts'
import { concat, formatHex, fromHex } from '../../domain/bytes.ts'
import {
  algorithms,
  factory,
  padReferenceData,
  pivApplication,
  type KeyAlgorithm,
  type ManagementAlgorithm,
} from '../../native/card/piv.ts'
import { readPath, tlv } from '../../native/card/tlv.ts'
import { createVirtualCard } from '../../native/card/virtual-card.ts'
import { blankCard, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import { random } from './cards.ts'

export function insertCard(over: Partial<VirtualCardState> = {}) {
  const saved: VirtualCardState[] = []
  const card = createVirtualCard({ state: blankCard({ serial: 42, ...over }), random, changed: (state) => saved.push(state) })
  const say = (hex: string): string => formatHex(card.transmit(fromHex(hex)))
  const send = (ins: number, p1: number, p2: number, data: Uint8Array = new Uint8Array(0), le?: number) =>
    decodeResponse(card.transmit(encodeCommand({ cla: 0, ins, p1, p2, data, ...(le === undefined ? {} : { le }) })))!
  const select = (): number => send(0xa4, 4, 0, pivApplication, 256).sw
  const verifyPin = (pin: string): number => send(0x20, 0, 0x80, padReferenceData(pin)).sw
  const authenticate = (algorithm: ManagementAlgorithm = algorithms.tripleDes, key: Uint8Array = factory.managementKey): number => {
    const first = send(0x87, algorithm, 0x9b, fromHex('7C028000'), 256)
    const witness = readPath(first.data, [0x7c, 0x80])
    if (!witness.ok) return first.sw
    const challenge = random(witness.value.length)
    const second = send(
      0x87,
      algorithm,
      0x9b,
      tlv(0x7c, [tlv(0x80, decryptBlock(algorithm, key, witness.value)), tlv(0x81, challenge)]),
      256,
    )
    const response = readPath(second.data, [0x7c, 0x82])
    return response.ok && formatHex(response.value) === formatHex(encryptBlock(algorithm, key, challenge))
      ? second.sw
      : second.sw === 0x9000
        ? -1
        : second.sw
  }
  const put = (tag: string, content: Uint8Array): number => send(0xdb, 0x3f, 0xff, concat(tlv(0x5c, fromHex(tag)), tlv(0x53, content))).sw
  const get = (tag: string) => send(0xcb, 0x3f, 0xff, tlv(0x5c, fromHex(tag)), 65_536)
  const generate = (slot: number, algorithm: KeyAlgorithm) => send(0x47, 0, slot, tlv(0xac, [tlv(0x80, Uint8Array.of(algorithm))]), 65_536)
  return { card, saved, say, send, select, verifyPin, authenticate, put, get, generate }
}

export function selectedCard(over: Partial<VirtualCardState> = {}) {
  const one = insertCard(over)
  if (one.select() !== 0x9000) throw new Error('the virtual card does not find its PIV application')
  return one
}
