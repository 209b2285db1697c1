/**
 * The fingerprint of a workstation: six groups of four characters that one person reads out on the telephone and the other types.
 * It is 120 bits of SHA-256 over every field of the station card, so a card with one changed field has another fingerprint.
 */
import { lengthPrefixed, utf8, type Hash } from '../bytes.ts'
import { normaliseCrockford, toCrockford } from '../crockford.ts'

export interface StationKeys {
  /** The vault's id, lower-case hexadecimal. */
  readonly stationId: string
  readonly name: string
  /** age X25519 recipient, `age1…`. */
  readonly recipient: string
  /** Ed25519 public key, base64. */
  readonly deviceKey: string
}

const BYTES = 15

export function fingerprintOf(station: StationKeys, hash: Hash): readonly string[] {
  const digest = hash(
    lengthPrefixed([
      utf8('ra/v1/station-card'),
      utf8(station.stationId),
      utf8(station.name),
      utf8(station.recipient),
      utf8(station.deviceKey),
    ]),
  )
  return toCrockford(digest.slice(0, BYTES)).match(/.{4}/g)!
}

/** Whether what a person typed is the fingerprint of this card. Spaces, hyphens and letter case are ignored; O is 0, I and L are 1. */
export const isFingerprint = (typed: string, station: StationKeys, hash: Hash): boolean =>
  normaliseCrockford(typed) === fingerprintOf(station, hash).join('')
