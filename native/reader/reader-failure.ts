/** The reader's failures in words: what happened, what is safe, what to do. */
import { err, type Err } from '../../domain/result.ts'
import type { ReaderFailureCode } from '../ports.ts'

const words: Readonly<Record<ReaderFailureCode, { readonly message: string; readonly next: string }>> = {
  'reader-service-stopped': { message: 'The smart card service of this computer is not running.', next: 'Start the service, or ask IT to; RA Desk notices by itself.' },
  'reader-gone': { message: 'The card reader has been unplugged or restarted.', next: 'Plug the reader in and put the card back.' },
  'no-card': { message: 'There is no card in the reader.', next: 'Put a card in the reader.' },
  'card-removed': { message: 'The card was taken out of the reader.', next: 'Put the same card back.' },
  'card-mute': { message: 'The card does not answer.', next: 'Take it out, check which way up it goes, and put it back.' },
  'card-in-use': { message: 'Another program is using this card.', next: 'Close the other program, or use another reader.' },
  'reader-fault': { message: 'The reader reports a fault.', next: 'Unplug the reader, plug it in again and put the card back.' },
}

export function readerFailure(code: ReaderFailureCode): Err<ReaderFailureCode> {
  return err(code, words[code].message, words[code].next) as Err<ReaderFailureCode>
}
