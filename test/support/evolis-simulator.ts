/**
 * A card printer of the Evolis family made of bytes: frames in, ACK and NACK out, cards that move, and faults on request. It knows nothing of RA Desk's
 * own printer code. A hand looks into its trays; `plugIntoPty` of the modem's simulator puts it behind a pseudo terminal of the system.
 */
export type SimulatedFault =
  | { readonly does: 'nack'; readonly code: string }
  /** The card jams where it is. */
  | { readonly does: 'jam' }
  /** Carries the command out, or not, and says nothing. */
  | { readonly does: 'says-nothing'; readonly carriesOut: boolean }
  /** Carries it out, and says so only after the patience of the other side. */
  | { readonly does: 'says-late'; readonly milliseconds: number }
  | { readonly does: 'noise'; readonly bytes: string }
  /** The cable is pulled, before or after it is carried out. */
  | { readonly does: 'pulled'; readonly carriesOut: boolean }

export interface EvolisSimulator {
  take(bytes: Uint8Array): void
  connect(say: ((bytes: Uint8Array) => void) | undefined, pull?: () => void): void
  /** Every frame that came whole, without ESC and CR. */
  commands(): readonly string[]
  trays(): {
    readonly feeder: number
    readonly inside: boolean
    readonly atContacts: boolean
    readonly hopper: number
    readonly rejected: number
  }
  setCards(count: number): void
  setCover(open: boolean): void
  /** The next such command goes wrong: `Si`, `Sk`. */
  failNext(letters: string, fault: SimulatedFault): void
  /** A person opens the printer and takes out what is inside. */
  takeOut(): void
  /** For a queue that prints a card by itself: out of the feeder, into the hopper. */
  runThrough(): void
}

const ESC = 0x1b
const CR = 0x0d
const moves = new Set(['Si', 'Sis', 'Se', 'Ss'])
const known: Readonly<Record<string, RegExp>> = { Pem: /^[02]$/, Sk: /^f$/, Si: /^$/, Sis: /^$/, Se: /^$/, Ss: /^r$/ }

/** All that one simulated printer knows. */
interface Printer {
  say: ((bytes: Uint8Array) => void) | undefined
  pull: (() => void) | undefined
  /** Of the frame that is being read; undefined between two frames. */
  frame: number[] | undefined
  readonly commands: string[]
  readonly faults: Map<string, SimulatedFault>
  feeder: number
  card: 'none' | 'transport' | 'contacts' | 'jammed'
  hopper: number
  rejected: number
  isCoverOpen: boolean
}

export function createEvolisSimulator(): EvolisSimulator {
  const printer: Printer = {
    say: undefined,
    pull: undefined,
    frame: undefined,
    commands: [],
    faults: new Map(),
    feeder: 10,
    card: 'none',
    hopper: 0,
    rejected: 0,
    isCoverOpen: false,
  }
  return {
    take: (bytes) => take(printer, bytes),
    connect(to, pulling) {
      printer.say = to
      printer.pull = pulling
      printer.frame = undefined
    },
    commands: () => [...printer.commands],
    trays: () => ({
      feeder: printer.feeder,
      inside: printer.card !== 'none',
      atContacts: printer.card === 'contacts',
      hopper: printer.hopper,
      rejected: printer.rejected,
    }),
    setCards(count) {
      printer.feeder = count
    },
    setCover(open) {
      printer.isCoverOpen = open
    },
    failNext: (letters, fault) => void printer.faults.set(letters, fault),
    takeOut() {
      printer.card = 'none'
    },
    runThrough() {
      if (printer.card !== 'none') return
      printer.feeder--
      printer.hopper++
    },
  }
}

function take(printer: Printer, bytes: Uint8Array): void {
  for (const byte of bytes) {
    if (byte === ESC) printer.frame = []
    else if (byte === CR && printer.frame) {
      const words = String.fromCharCode(...printer.frame)
      printer.frame = undefined
      run(printer, words)
    } else printer.frame?.push(byte)
  }
}

function out({ say }: Printer, ...bytes: readonly number[]): void {
  say?.(Uint8Array.from(bytes))
}
const ack = (printer: Printer): void => out(printer, 0x06)
const nack = (printer: Printer, code: string): void => out(printer, 0x15, code.charCodeAt(0))

function run(printer: Printer, words: string): void {
  printer.commands.push(words)
  const [letters = '', ...parameters] = words.split(';')
  const shape = known[letters]
  if (!shape) return nack(printer, '1')
  if (!shape.test(parameters.join(';'))) return nack(printer, '2')
  const fault = printer.faults.get(letters)
  printer.faults.delete(letters)
  if (fault) return goWrong(printer, letters, fault)
  if (letters === 'Sk') return sayFeeder(printer)
  const refused = carryOut(printer, letters)
  return refused === undefined ? ack(printer) : nack(printer, refused)
}

function goWrong(printer: Printer, letters: string, fault: SimulatedFault): void {
  switch (fault.does) {
    case 'nack':
      return nack(printer, fault.code)
    case 'jam':
      if (letters === 'Si' && printer.card === 'none') printer.feeder--
      printer.card = 'jammed'
      return nack(printer, 'T')
    case 'says-nothing':
      if (fault.carriesOut) carryOut(printer, letters)
      return
    case 'says-late':
      carryOut(printer, letters)
      return void setTimeout(() => ack(printer), fault.milliseconds)
    case 'noise':
      return out(printer, ...Buffer.from(fault.bytes, 'latin1'))
    case 'pulled':
      if (fault.carriesOut) carryOut(printer, letters)
      return printer.pull?.()
  }
}

/** How full the feeder is: 0 full, 1 low, 2 empty. */
function sayFeeder(printer: Printer): void {
  if (printer.isCoverOpen) return nack(printer, 'C')
  out(printer, ...Buffer.from(printer.feeder === 0 ? '2' : printer.feeder < 3 ? '1' : '0'), CR)
  ack(printer)
}

/** Moves the card, if the command is one that moves it. Why it could not; undefined when it could. */
function carryOut(printer: Printer, letters: string): string | undefined {
  if (!moves.has(letters)) return undefined
  if (printer.isCoverOpen) return 'C'
  if (printer.card === 'jammed') return 'T'
  if (letters === 'Si') {
    if (printer.feeder === 0) return 'F'
    if (printer.card !== 'none') return 'T'
    printer.feeder--
    printer.card = 'transport'
    return undefined
  }
  if (printer.card === 'none') return 'T'
  if (letters === 'Sis') printer.card = 'contacts'
  else {
    printer.card = 'none'
    if (letters === 'Se') printer.hopper++
    else printer.rejected++
  }
  return undefined
}
