/** How a certificate file of an issuing authority can be refused, in words. Nothing is kept of a file that is refused. */
import type { X509Certificate } from 'node:crypto'
import { err } from '../../domain/result.ts'

export type AuthorityFailureCode =
  | 'authority-not-pkcs12'
  | 'authority-wrong-passphrase'
  | 'authority-encryption-not-supported'
  | 'authority-is-pem'
  | 'authority-no-key'
  | 'authority-no-certificate'
  | 'authority-key-not-supported'
  | 'authority-expired'
  | 'authority-not-yet-valid'
  | 'authority-not-a-ca'
  | 'authority-too-costly'
  | 'authority-too-large'
  | 'authority-too-many-iterations'

const day = (date: Date): string => date.toISOString().slice(0, 10)
const kept = 'Nothing was kept of it.'

export const notPkcs12 = err(
  'authority-not-pkcs12',
  `RA Desk cannot read this as a certificate file. ${kept}`,
  'Choose the .p12 or .pfx file of the issuing authority.',
)
export const wrongPassphrase = err(
  'authority-wrong-passphrase',
  `The passphrase does not open this file. ${kept}`,
  'Type the passphrase of the file again. Check Caps Lock, and signs such as £ or é if it has any.',
)
export const noKey = err(
  'authority-no-key',
  `There is no private key in this file. ${kept}`,
  'Export the issuing authority again, with its private key.',
)
export const noCertificate = err(
  'authority-no-certificate',
  `There is no certificate in this file that belongs to its key. ${kept}`,
  'Export the issuing authority again, with its own certificate.',
)
export const keyNotSupported = err(
  'authority-key-not-supported',
  `The key of this authority is of a kind or size that is not used for smartcards. ${kept}`,
  'Use an authority with an RSA key of 2048 to 4096 bits, or one on P-256, P-384 or P-521.',
)
export const notCa = err(
  'authority-not-a-ca',
  `The certificate in this file may not issue others: it is not one of an authority. ${kept}`,
  'Choose the file of the issuing authority, not one of a person or a server.',
)
export const expired = (certificate: X509Certificate) =>
  err('authority-expired', `This authority ended on ${day(certificate.validToDate)}. ${kept}`, 'Ask the people who run it for a new one.')
export const notYetValid = (certificate: X509Certificate) =>
  err(
    'authority-not-yet-valid',
    `This authority begins on ${day(certificate.validFromDate)} only. ${kept}`,
    'Look at the clock of this computer, or wait for that day.',
  )
export const encryptionNotSupported = err(
  'authority-encryption-not-supported',
  `This file is protected in a way that RA Desk cannot open. ${kept}`,
  'Ask the people who run the authority to export it again with AES-256 encryption and a SHA-256 MAC.',
)
export const isPem = err(
  'authority-is-pem',
  `This is a PEM text file. RA Desk needs the key and its certificate in one .p12 or .pfx file. ${kept}`,
  'Ask the people who run the authority to export it as PKCS #12.',
)
