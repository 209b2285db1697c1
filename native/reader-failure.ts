/**
 * The reader's failures in words: what happened, what is safe, what to do. One closed table: a code without words does not compile,
 * and every screen that speaks of readers takes its words from here.
 */
import { err, type Err } from '../domain/result.ts'
import type { ReaderFailureCode } from './ports.ts'

type Platform = 'windows' | 'mac' | 'linux'

export interface FailureWords {
  readonly message: string
  readonly next: string
}

interface Words {
  readonly message: string
  readonly next: string | Readonly<Record<Platform, string>>
}

const words: Readonly<Record<ReaderFailureCode, Words>> = {
  'reader-service-stopped': {
    message: 'The smart card service of this computer is not running.',
    next: {
      windows: 'Plug the reader in, open “Services” and start “Smart Card”, or ask IT to. RA Desk notices by itself.',
      mac: 'Take the reader out and plug it in again. If that does not help, restart the computer: macOS starts its smart card service by itself.',
      linux:
        'Start it with “sudo systemctl start pcscd.socket”, or ask IT to. If it is missing: “sudo apt install pcscd”. RA Desk notices by itself.',
    },
  },
  'reader-not-allowed': {
    message: 'This computer does not let your account use the card reader.',
    next: {
      windows: 'Sit at this computer itself, not in a remote session, or ask IT to allow smart cards for your account.',
      mac: 'Ask IT to allow smart cards for your account.',
      linux: 'Ask IT to allow your account the polkit actions org.debian.pcsc-lite.access_pcsc and access_card.',
    },
  },
  'no-reader': {
    message: 'No card reader is connected.',
    next: 'Plug a card reader in. If it is in, try another USB socket, if possible of the computer itself.',
  },
  'reader-gone': { message: 'The card reader has been unplugged or restarted.', next: 'Plug the reader in and put the card back.' },
  'no-card': { message: 'There is no card in the reader.', next: 'Put a card in the reader.' },
  'card-removed': { message: 'The card was taken out of the reader.', next: 'Put the same card back.' },
  'card-lost': {
    message: 'The contact with the card broke off.',
    next: 'Take the card out if it is still in, wipe its chip with a dry cloth, and put the same card back.',
  },
  'card-reset': {
    message: 'Another program reset the card while RA Desk was using it.',
    next: 'Close other programs that use smartcards. Then take the card out and put the same card back.',
  },
  'card-mute': { message: 'The card does not answer.', next: 'Take it out, check which way up it goes, and put it back.' },
  'card-unpowered': {
    message: 'The card gets no power from the reader.',
    next: 'Take it out, wipe its chip with a dry cloth, and push it in to the end. If another card works in this reader, this card is broken.',
  },
  'card-unsupported': {
    message: 'The reader and this card do not understand each other.',
    next: 'Use a card of a supported kind, or another reader.',
  },
  'card-in-use': { message: 'Another program is using this card.', next: 'Close the other program, or use another reader.' },
  'card-timed-out': {
    message: 'The card did not answer a command. RA Desk restarted the card readers and sent nothing twice.',
    next: 'Take the card out. Put the same card back to see what it holds.',
  },
  'command-not-carried': {
    message: 'The reader did not pass a command on to the card, and the card is still in the reader.',
    next: 'Take the card out, put the same card back and try again. If it happens again, use another reader.',
  },
  'reader-fault': { message: 'The reader reports a fault.', next: 'Unplug the reader, plug it in again and put the card back.' },
  'own-card-reader': {
    message: 'This reader is kept for your own card, so RA Desk does not touch the card in it.',
    next: 'Put the card in the reader for blank cards. Which reader is for what can be changed under “Workstation”.',
  },
  'own-card': {
    message: 'This is a person’s own smartcard, so RA Desk does not touch it.',
    next: 'Leave it where it is, and put a blank card in another reader.',
  },
}

/** Each of them means "the link broke or was never there", never "the card said no". */
export const readerFailureCodes: ReadonlySet<ReaderFailureCode> = new Set(Object.keys(words) as ReaderFailureCode[])

/** `platform` is Node's name of the system: how a service is started differs. */
export function readerFailureWords(code: ReaderFailureCode, platform: NodeJS.Platform = process.platform): FailureWords {
  const { message, next } = words[code]
  return {
    message,
    next: typeof next === 'string' ? next : next[platform === 'win32' ? 'windows' : platform === 'darwin' ? 'mac' : 'linux'],
  }
}

export function readerFailure(code: ReaderFailureCode): Err<ReaderFailureCode> {
  const { message, next } = readerFailureWords(code)
  return err(code, message, next) as Err<ReaderFailureCode>
}
