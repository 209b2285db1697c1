/**
 * The host's side of a PIV card: one function per thing to ask of it. Every status word becomes a value with words.
 * A value that the card refused is remembered (as a hash) and never sent again, and so is a change that got no answer.
 */
import type { CardConnection } from '../ports.ts'
import { readSerial, readVersion, selectApplication, type CardApplication } from './card-application.ts'
import { openCommand, type CardResult } from './card-command.ts'
import { generateKey, sign } from './card-keys.ts'
import { readKey, readManagementAlgorithm, readSecret, type KeyMetadata, type SecretMetadata, type Tries } from './card-metadata.ts'
import { readObject, writeDiscovery, writeObject } from './card-objects.ts'
import { changeSecret, readRetries, setManagementKey, setRetries, verifyPasscode } from './card-secrets.ts'
import { openChannel } from './channel.ts'
import { authenticateMutually } from './mutual-authentication.ts'
import { references, type KeyAlgorithm, type ManagementAlgorithm } from './piv.ts'
import { createSentValues, guardCommand, type SentValues } from './sent-values.ts'

export type { CardResult } from './card-command.ts'
export type { KeyMetadata, SecretMetadata, Tries } from './card-metadata.ts'

export interface PivSession {
  select(): Promise<CardResult<CardApplication>>
  /** Undefined when the card has no such command. */
  readVersion(): Promise<CardResult<string | undefined>>
  /** The number of a YubiKey or PivApplet card; of another Java card the identity of its chip, sixteen hex digits. Asks before any log-in, because it may select another application. */
  readSerial(): Promise<CardResult<string | undefined>>
  /** What metadata tells of a key; undefined when there is no key there or the card knows no metadata. */
  readKey(reference: number): Promise<CardResult<KeyMetadata | undefined>>
  readSecret(reference: 0x80 | 0x81): Promise<CardResult<SecretMetadata | undefined>>
  /** What metadata tells; undefined when the card knows none. */
  readManagementAlgorithm(): Promise<CardResult<ManagementAlgorithm | undefined>>
  /** Mutual: the card proves the key to us as well. The algorithm comes from metadata when not given, and else from the key's length (24 bytes: 3DES). */
  authenticateManagement(key: Uint8Array, algorithm?: ManagementAlgorithm): Promise<CardResult<void>>
  /** Answers DER SubjectPublicKeyInfo. Can take minutes for RSA. */
  generateKey(reference: number, algorithm: KeyAlgorithm): Promise<CardResult<Uint8Array>>
  /** Hashes (and for RSA pads) here, signs on the card. */
  sign(reference: number, algorithm: KeyAlgorithm, message: Uint8Array): Promise<CardResult<Uint8Array>>
  /** Content of the 53 template; `object-not-found` when the card does not hold it. */
  readObject(tag: number): Promise<CardResult<Uint8Array>>
  writeObject(tag: number, content: Uint8Array): Promise<CardResult<void>>
  /** The discovery object is its own template, without the name that others go by (part 2 §3.3.2). `content` is what is inside 7E. */
  writeDiscovery(content: Uint8Array): Promise<CardResult<void>>
  /** YubiKey: **puts passcode and PUK back to the factory's**. Needs the management key and the passcode. */
  setRetries(passcode: number, puk: number): Promise<CardResult<void>>
  /** YubiKey and PivApplet. Needs the present management key. */
  setManagementKey(algorithm: ManagementAlgorithm, key: Uint8Array): Promise<CardResult<void>>
  verifyPasscode(passcode: string): Promise<CardResult<void>>
  changePasscode(from: string, to: string): Promise<CardResult<void>>
  changePuk(from: string, to: string): Promise<CardResult<void>>
  /** Costs no try. */
  readRetries(): Promise<CardResult<{ readonly passcode: Tries; readonly puk: Tries | undefined }>>
}

export function openSession(given: {
  readonly connection: Pick<CardConnection, 'transmit' | 'link'>
  readonly random: (length: number) => Uint8Array
  readonly transport?: 'chained' | 'extended'
  readonly sent?: SentValues
}): PivSession {
  const { connection, random, transport = 'extended', sent = createSentValues() } = given
  const command = openCommand(openChannel(connection, transport))
  const guarded = guardCommand(command, sent)
  const select = () => selectApplication(command)

  return {
    select,
    readVersion: () => readVersion(command),
    readSerial: () => readSerial(command, select),
    readKey: (reference) => readKey(command, reference),
    readSecret: (reference) => readSecret(command, reference),
    readManagementAlgorithm: () => readManagementAlgorithm(command),
    authenticateManagement: (key, algorithm) => authenticateMutually({ command, random, refused: sent.refused, key, algorithm }),
    generateKey: (reference, algorithm) => generateKey(command, reference, algorithm),
    sign: (reference, algorithm, message) => sign(command, reference, algorithm, message),
    readObject: (tag) => readObject(command, tag),
    writeObject: (tag, content) => writeObject(command, tag, content),
    writeDiscovery: (content) => writeDiscovery(command, content),
    setRetries: (passcode, puk) => setRetries(command, passcode, puk),
    setManagementKey: (algorithm, key) => setManagementKey(guarded, algorithm, key),
    verifyPasscode: (passcode) => verifyPasscode(guarded, passcode),
    changePasscode: (from, to) => changeSecret(guarded, references.passcode, from, to),
    changePuk: (from, to) => changeSecret(guarded, references.puk, from, to),
    readRetries: () => readRetries(command, select),
  }
}
