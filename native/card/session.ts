/**
 * The host's side of a PIV card: one function per thing to ask of it. Every status word becomes a value with words.
 * A value that the card refused is remembered (as a hash) and never sent again, and so is a change that got no answer.
 */
import type { CardConnection } from '../ports.ts'
import { longestExtendedAnswer, type CommandApdu } from './apdu.ts'
import { managementKeyLength } from './block-cipher.ts'
import { concat, empty, readUnsigned, unsigned } from '../../domain/bytes.ts'
import { done, failure, isAbsent, openCommand, value, type CardResult } from './card-command.ts'
import {
  readChip,
  readKey,
  readManagementAlgorithm,
  readSecret,
  type KeyMetadata,
  type SecretMetadata,
  type Tries,
} from './card-metadata.ts'
import { openChannel } from './channel.ts'
import { authenticateMutually, digest } from './mutual-authentication.ts'
import {
  algorithms,
  authenticationTags as auth,
  instructions,
  objects,
  padReferenceData,
  pivApplication,
  references,
  type KeyAlgorithm,
  type ManagementAlgorithm,
} from './piv.ts'
import { publicKeyInfo, signatureInput } from './public-key.ts'
import { changedNothing } from './status-word.ts'
import { decodeTlvs, findTlv, readPath, tlv } from './tlv.ts'

export type { CardResult } from './card-command.ts'
export type { KeyMetadata, SecretMetadata, Tries } from './card-metadata.ts'

export interface PivSession {
  /** `algorithms`: those that the card says it has (part 2 table 3, tag AC); undefined when it does not say. */
  select(): Promise<CardResult<{ readonly label: string; readonly algorithms: readonly number[] | undefined }>>
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

/** Which values one card refused or left without an answer, as hashes. Sessions with the same card may share one; two cards never. */
export interface SentValues {
  readonly refused: Set<string>
  readonly unanswered: Set<string>
}

export function createSentValues(): SentValues {
  return { refused: new Set(), unanswered: new Set() }
}

export function openSession(given: {
  readonly connection: Pick<CardConnection, 'transmit'>
  readonly random: (length: number) => Uint8Array
  readonly transport?: 'chained' | 'extended'
  readonly sent?: SentValues
}): PivSession {
  const { connection, random, transport = 'extended', sent = createSentValues() } = given
  const command = openCommand(openChannel(connection, transport))

  /** A command that carries a secret the card may count against us. */
  const guarded = async (reference: number, proof: Uint8Array, apdu: Omit<CommandApdu, 'cla'>): Promise<CardResult<void>> => {
    const asProof = digest(reference, proof)
    const asCommand = digest(reference, Uint8Array.of(apdu.ins), apdu.data ?? empty)
    if (sent.refused.has(asProof)) {
      return failure(
        'value-already-refused',
        'The card has refused this before, so it was not sent again. No try was used.',
        'Check that this is the right card.',
      )
    }
    if (sent.unanswered.has(asCommand)) {
      return failure(
        'value-sent-without-answer',
        'This was sent before and the card did not answer, so it was not sent again.',
        'Set this card aside: it is not known what it now holds.',
      )
    }
    // Noted before it leaves, so that no path out of here can forget it.
    sent.unanswered.add(asCommand)
    const answer = await command(apdu)
    if (answer.ok || changedNothing(answer.error)) sent.unanswered.delete(asCommand)
    if (answer.ok) return done
    if (answer.error.triesLeft !== undefined) sent.refused.add(asProof)
    return answer
  }

  /** Empty VERIFY asks for the counter without using a try; it answers 9000, and no count, once the passcode has been verified. */
  const emptyVerify = async (): Promise<CardResult<number | undefined>> => {
    const answer = await command({ ins: instructions.verify, p1: 0, p2: references.passcode })
    if (answer.ok) return value(undefined)
    if (answer.error.triesLeft !== undefined) return value(answer.error.triesLeft)
    return answer.error.code === 'passcode-blocked' ? value(0) : answer
  }

  const session: PivSession = {
    async select() {
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
      const listed = decodeTlvs(findTlv(parts.value, 0xac) ?? empty)
      const known = listed.ok
        ? listed.value.filter((part) => part.tag === 0x80 && part.value.length === 1).map((part) => part.value[0]!)
        : []
      return value({
        label: new TextDecoder().decode(findTlv(parts.value, 0x50) ?? empty),
        algorithms: known.length === 0 ? undefined : known,
      })
    },

    async readVersion() {
      const answer = await command({ ins: instructions.getVersion, p1: 0, p2: 0, le: 256 })
      if (!answer.ok) return isAbsent(answer.error) ? value(undefined) : answer
      return value([...answer.value].join('.'))
    },

    async readSerial() {
      const answer = await command({ ins: instructions.getSerial, p1: 0, p2: 0, le: 256 })
      if (!answer.ok) return isAbsent(answer.error) ? readChip(command, session.select) : answer
      return answer.value.length === 4
        ? value(String(readUnsigned(answer.value)))
        : failure('card-answer-malformed', 'The card sent a serial number of the wrong length.', 'Set this card aside and take another.')
    },

    readKey: (reference) => readKey(command, reference),
    readSecret: (reference) => readSecret(command, reference),
    readManagementAlgorithm: () => readManagementAlgorithm(command),

    authenticateManagement: (key, algorithm) => authenticateMutually({ command, random, refused: sent.refused, key, algorithm }),

    async generateKey(reference, algorithm) {
      const answer = await command({
        ins: instructions.generateKeyPair,
        p1: 0,
        p2: reference,
        data: tlv(0xac, [tlv(0x80, Uint8Array.of(algorithm))]),
        le: transport === 'extended' && algorithm === algorithms.rsa2048 ? longestExtendedAnswer : 256,
      })
      if (!answer.ok) return answer
      const content = readPath(answer.value, [0x7f49])
      return content.ok ? publicKeyInfo(algorithm, content.value) : content
    },

    async sign(reference, algorithm, message) {
      const template = tlv(auth.template, [tlv(auth.response), tlv(auth.challenge, signatureInput(algorithm, message))])
      const answer = await command({ ins: instructions.generalAuthenticate, p1: algorithm, p2: reference, data: template, le: 256 })
      return answer.ok ? readPath(answer.value, [auth.template, auth.response]) : answer
    },

    async readObject(tag) {
      const name = tlv(0x5c, unsigned(tag, tag > 0xffff ? 3 : tag > 0xff ? 2 : 1))
      const answer = await command({ ins: instructions.getData, p1: 0x3f, p2: 0xff, data: name, le: longestExtendedAnswer })
      if (!answer.ok) return answer
      // Discovery comes in its own template, everything else in 53.
      return readPath(answer.value, [tag === objects.discovery ? objects.discovery : 0x53])
    },

    async writeObject(tag, content) {
      const answer = await command({
        ins: instructions.putData,
        p1: 0x3f,
        p2: 0xff,
        data: concat(tlv(0x5c, unsigned(tag, 3)), tlv(0x53, content)),
      })
      return answer.ok ? done : answer
    },

    async writeDiscovery(content) {
      const answer = await command({ ins: instructions.putData, p1: 0x3f, p2: 0xff, data: tlv(objects.discovery, content) })
      return answer.ok ? done : answer
    },

    async setRetries(passcode, puk) {
      const answer = await command({ ins: instructions.setRetries, p1: passcode, p2: puk })
      return answer.ok ? done : answer
    },

    setManagementKey(algorithm, key) {
      if (key.length !== managementKeyLength(algorithm))
        throw new RangeError('the management key has another length than its algorithm takes')
      // P2 = FF: no touch is asked for.
      return guarded(references.managementKey, key, {
        ins: instructions.setManagementKey,
        p1: 0xff,
        p2: 0xff,
        data: concat(Uint8Array.of(algorithm, references.managementKey, key.length), key),
      })
    },

    verifyPasscode(passcode) {
      const padded = padReferenceData(passcode)
      return guarded(references.passcode, padded, { ins: instructions.verify, p1: 0, p2: references.passcode, data: padded })
    },

    changePasscode(from, to) {
      return change(references.passcode, from, to)
    },

    changePuk(from, to) {
      return change(references.puk, from, to)
    },

    async readRetries() {
      const passcode = await readSecret(command, references.passcode)
      if (!passcode.ok) return passcode
      const puk = await readSecret(command, references.puk)
      if (!puk.ok) return puk
      if (passcode.value?.tries.left !== undefined) return value({ passcode: passcode.value.tries, puk: puk.value?.tries })
      let left = await emptyVerify()
      if (left.ok && left.value === undefined) {
        // Log out (part 2 §3.2.1: P1 = FF), or where a card does not know that, select again; then the count is told.
        const loggedOut = await command({ ins: instructions.verify, p1: 0xff, p2: references.passcode })
        if (!loggedOut.ok && !changedNothing(loggedOut.error)) return loggedOut
        left = await emptyVerify()
        if (left.ok && left.value === undefined) {
          const again = await session.select()
          if (!again.ok) return again
          left = await emptyVerify()
        }
      }
      return left.ok ? value({ passcode: { left: left.value, total: undefined }, puk: puk.value?.tries }) : left
    },
  }

  const change = (reference: 0x80 | 0x81, from: string, to: string): Promise<CardResult<void>> => {
    const old = padReferenceData(from)
    return guarded(reference, old, { ins: instructions.changeReferenceData, p1: 0, p2: reference, data: concat(old, padReferenceData(to)) })
  }

  return session
}
