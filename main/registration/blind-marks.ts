/**
 * The blind index of persons: a mark under the vault's index key. Without the key, the row does not say whose it is, and names
 * and numbers cannot be tried against it; with the key, the same value gives the same mark, also years after the case was deleted.
 */
import { createHmac } from 'node:crypto'
import { markKinds, type Mark, type MarkKind } from '../../domain/person/marks.ts'

/** 96 bits: two values of a million share one by chance once in 10^17 stations. */
const BASE64_LENGTH = 16
/** First letter of a mark: what kind of value it stands for. */
const letters: Readonly<Record<MarkKind, string>> = {
  uuid: 'u',
  'ni-number': 'i',
  document: 'd',
  serial: 's',
  'request-email': 'r',
  mobile: 'm',
  email: 'e',
  'name-and-birth': 'b',
  name: 'n',
}

export type BlindMark = (mark: Mark) => string

/** `indexKey` is asked each time: the vault overwrites it at lock. */
export const createBlindMark =
  (indexKey: () => Uint8Array): BlindMark =>
  ({ kind, value }) =>
    letters[kind] + createHmac('sha256', indexKey()).update(`${kind}\0${value}`).digest('base64url').slice(0, BASE64_LENGTH)

export const kindOfMark = (mark: string): MarkKind | undefined => markKinds.find((kind) => letters[kind] === mark[0])
