/**
 * The keys that sign updates of RA Desk. The service provider builds its own in: `RA_DESK_UPDATE_KEYS` at build time, one or more Ed25519
 * public keys in base64 with commas between them (docs/updates.md).
 */
import { findBase64 } from '../../domain/bytes.ts'

/**
 * FOR DEVELOPMENT ONLY. Its private half is in this repository (`tools/signing/development-update-key.pem`), so that anyone can sign with it.
 * An installed RA Desk never accepts it.
 */
export const DEVELOPMENT_KEY = 'lIRS7zYzzTfIGMwvlcNx1fWfJ/ZNFlJFdlZxjEC/rWs='

export interface UpdateKeys {
  /** Of the provider: base64 of 32 bytes. Empty: none were built in. */
  readonly trusted: readonly string[]
  readonly acceptsDevelopment: boolean
}

/** `builtIn`: as the build was given them. A build with keys of a provider accepts no other key, installed or not. */
export function readUpdateKeys(builtIn: string, isPackaged: boolean): UpdateKeys {
  const trusted = builtIn.split(',').filter((key) => key !== '')
  return { trusted, acceptsDevelopment: trusted.length === 0 && !isPackaged }
}

/** For the build: the first of the given keys that is none; `undefined` when all are. */
export const findBadKey = (builtIn: string): string | undefined =>
  builtIn.split(',').find((key) => key !== '' && findBase64(key)?.length !== 32)
