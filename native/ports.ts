/**
 * What the app may ask of a device. Each port has a real and a virtual form and one contract suite that runs on both.
 * Device failures are values: a person must decide what to do about them. See `failures` below for the closed set.
 */
import type { Result } from '../domain/result.ts'

/** Words for each are in `reader-failure.ts`. None of them is ever a reason to send a command again. */
export type ReaderFailureCode =
  | 'reader-service-stopped'
  | 'reader-not-allowed'
  | 'no-reader'
  | 'reader-gone'
  | 'no-card'
  | 'card-removed'
  /** The contact broke, and it is not known why: the card may still be in the reader. */
  | 'card-lost'
  /** Another program reset it: log-ins are gone and what it holds may have changed. */
  | 'card-reset'
  | 'card-mute'
  | 'card-unpowered'
  | 'card-unsupported'
  | 'card-in-use'
  /** It took a command and never answered; whether it carried it out is not known. */
  | 'card-timed-out'
  /** The reader did not pass a command on, and the card is still in it. What the card did, if anything, is not known. */
  | 'command-not-carried'
  | 'reader-fault'
  /** The reader is kept for the agent's own card; it was not connected to. */
  | 'own-card-reader'
  /** A card that RA Desk never touches, known by its answer to reset; it was not connected to. */
  | 'own-card'

/** One reader as the system names it, and what is in it now. */
export interface ReaderState {
  readonly name: string
  readonly card: 'empty' | 'present' | 'mute'
  /** Answer to reset of the card, hex upper case without spaces, when a card is present. */
  readonly atr?: string
}

/** What is known of the way to one kind of card in one reader. */
export interface CardLink {
  /** Whether extended APDUs (ISO/IEC 7816-4 §5.2) get through; absent until one was tried. */
  carriesExtended?: boolean
}

export interface CardConnection {
  readonly atr: string
  readonly shared: boolean
  /** Kept from one connection to the next. Absent: nothing is remembered. */
  readonly link?: CardLink
  /**
   * Sends one command APDU and answers the response APDU (data followed by SW1 SW2), exactly as they cross the wire:
   * chaining and GET RESPONSE are the caller's job. An answer shorter than two bytes is card loss, never data.
   */
  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderFailureCode>>
  disconnect(after: 'leave' | 'reset'): Promise<void>
}

export interface CardReader {
  /** Readers now, and again whenever one comes, goes, or its card changes. The listener is called once at once. */
  watch(listener: (state: ReadersState) => void): () => void
  /** Exclusive where the system grants it, shared otherwise (`shared` says which). */
  connect(readerName: string): Promise<Result<CardConnection, ReaderFailureCode>>
  close(): Promise<void>
}

export type ReadersState =
  | { readonly service: 'running'; readonly kind: 'pcsc' | 'virtual'; readonly readers: readonly ReaderState[] }
  | { readonly service: 'stopped'; readonly kind: 'pcsc' | 'virtual'; readonly readers: readonly [] }
  /** `reason`, in the device process's own words: it cannot open the devices at all, and is tried again more and more slowly. */
  | { readonly service: 'restarting'; readonly kind: 'pcsc' | 'virtual'; readonly readers: readonly []; readonly reason?: string }

/** `print-unknown`: cut after the job was handed over. It may or may not have printed; nothing prints it again by itself. With the others nothing was printed. */
export type PrinterFailureCode = 'printer-not-found' | 'printer-problem' | 'printer-refused' | 'print-unknown'

export interface PrinterState {
  readonly name: string
  readonly state: 'ready' | 'printing' | 'problem' | 'offline'
  /** In words, for the agent: "Feeder empty". */
  readonly problem?: string
  /** No printer: it stands for the print service, which does not answer. */
  readonly isService?: true
  /** Present where the printer moves cards by itself: the reader at its contact station, as the smart card service names it. */
  readonly path?: { readonly reader: string }
  /** Present for a printer that was chosen by its address: where faces go. */
  readonly address?: string
}

export const cardMoves = ['feed', 'toContacts', 'eject', 'reject'] as const
export type CardMove = (typeof cardMoves)[number]

/**
 * `card-stuck`: a card is in the way, and a person must take it out. `move-unknown`: the printer was asked, and the card may or may not have moved.
 * With the others nothing moved.
 */
export type CardMoveFailureCode = 'printer-not-found' | 'printer-problem' | 'card-stuck' | 'move-unknown'

/** One card at a time on its way through a printer. No move is ever repeated by itself: the card may have gone already. */
export interface CardPath {
  /** Takes the next blank card from the feeder into the printer. */
  feed(printer: string): Promise<Result<void, CardMoveFailureCode>>
  /** Moves the card that is inside to the contact station, where its reader finds it. */
  toContacts(printer: string): Promise<Result<void, CardMoveFailureCode>>
  /** Puts the card that is inside into the output hopper. */
  eject(printer: string): Promise<Result<void, CardMoveFailureCode>>
  /** Puts the card that is inside into the reject tray. */
  reject(printer: string): Promise<Result<void, CardMoveFailureCode>>
}

export interface CardPrinter {
  watch(listener: (printers: readonly PrinterState[]) => void): () => void
  /**
   * Sends one PDF whose page size is the medium. Resolves when the printer took the whole job; a printer with a card path resolves when the face
   * is on the card that is inside, and prints on a card of its feeder, into its hopper, when none is.
   */
  print(job: {
    readonly printer: string
    readonly title: string
    readonly pdf: Uint8Array
  }): Promise<Result<{ readonly jobId: string }, PrinterFailureCode>>
  /** Absent where no printer of this kind moves cards. Which of the printers do is in their states. */
  readonly path?: CardPath
  close(): Promise<void>
}

/**
 * Printers for documents on paper: labels, lists, sheets. Another port than that of cards, so that no card face comes out of the office printer
 * and no letter out of the card printer. Each page is printed at its own size, on one side of its sheet. A watcher is told once the printers are
 * known, and whenever they change; where nobody watches, nothing is asked of the system.
 */
export type DocumentPrinter = Omit<CardPrinter, 'path'>

export type TextFailureCode = 'modem-not-found' | 'modem-refused' | 'no-signal'

/** `unknown`: cut after the text was handed over. It may or may not have gone; nothing resends it by itself. */
export type TextOutcome = { readonly state: 'sent'; readonly reference: string } | { readonly state: 'unknown' }

export interface TextState {
  readonly state: 'ready' | 'no-signal' | 'cannot-send' | 'absent'
  /** Of the modem, for the agent. */
  readonly name: string
  /** With `cannot-send`: why, and what helps. */
  readonly trouble?: { readonly words: string; readonly next: string }
}

export interface TextSender {
  watch(listener: (state: TextState) => void): () => void
  /** `to` is E.164. */
  send(text: { readonly to: string; readonly body: string }): Promise<Result<TextOutcome, TextFailureCode>>
  close(): Promise<void>
}

export interface Devices {
  readonly reader: CardReader
  readonly printer: CardPrinter
  readonly documents: DocumentPrinter
  readonly text: TextSender
  close(): Promise<void>
}
