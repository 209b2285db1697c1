/**
 * The file in which a service provider sends an edition of the guidance: the edition as JSON, signed with the provider's Ed25519 key. Read
 * from outside in, so that a refusal names the first thing that is wrong: the file, its signature, its shape, then what the steps need.
 */
import { z } from 'zod'
import { findEditionFaults } from '../../domain/case/check-edition.ts'
import { editionSchema, type Edition } from '../../domain/guidance/edition.ts'
import { err, ok, type Err, type Result } from '../../domain/result.ts'
import { readSigned } from '../vault/signed-file.ts'

export const EDITION_FILE_KIND = 'edition'
/** Faults that one message names; the rest are counted. */
const FAULTS_NAMED = 5

export type EditionFileFailureCode = 'edition-not-whole' | 'edition-signature-wrong' | 'no-edition-signer' | 'not-an-edition'

/** `signer`: public key from the policy, 32 bytes in base64; null when the policy names none. */
export function readEditionFile(bytes: Uint8Array, signer: string | null): Result<Edition, EditionFileFailureCode> {
  if (signer === null) return noSigner
  const file = readSigned(EDITION_FILE_KIND, bytes, z.unknown())
  if (!file) return notAnEdition
  if (!file.isSignedBy(signer)) return signatureWrong
  const edition = editionSchema.safeParse(file.value)
  if (!edition.success) return notWhole(edition.error.issues.map(({ path, message }) => `${path.join(' › ') || 'the file'}: ${message}`))
  const faults = findEditionFaults(edition.data)
  return faults.length > 0 ? notWhole(faults) : ok(edition.data)
}

function notWhole(faults: readonly string[]): Err<'edition-not-whole'> {
  const rest = faults.length - FAULTS_NAMED
  const named = faults.slice(0, FAULTS_NAMED).map((fault) => (/[.!?]$/.test(fault) ? fault : `${fault}.`))
  return err(
    'edition-not-whole',
    `This edition cannot be used. ${named.join(' ')}${rest > 0 ? ` There are ${rest} more faults.` : ''} Nothing was changed.`,
    'Send these faults to your service provider and ask for a corrected file.',
  )
}

const noSigner = err(
  'no-edition-signer',
  'The policy of this workstation does not have the service provider’s signing key, so RA Desk cannot tell who made this file. Nothing was changed.',
  'Ask your administrator to add the key to the policy file, then start RA Desk again.',
)
const notAnEdition = err(
  'not-an-edition',
  'This file is not a signed edition of the guidance, or it is damaged. Nothing was changed.',
  'Choose the file that your service provider sent. It ends in .edition.json.',
)
const signatureWrong = err(
  'edition-signature-wrong',
  'This file is not signed with the key of your service provider, or it was changed after it was signed. Nothing was changed.',
  'Do not use this file. Ask your service provider to send it again.',
)
