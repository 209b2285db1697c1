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

export function createEvolisSimulator(): EvolisSimulator {
  let say: ((bytes: Uint8Array) => void) | undefined
  let pull: (() => void) | undefined
  let frame: number[] | undefined
  const commands: string[] = []
  const faults = new Map<string, SimulatedFault>()
  let feeder = 10
  let card: 'none' | 'transport' | 'contacts' | 'jammed' = 'none'
  let hopper = 0
  let rejected = 0
  let coverOpen = false

  const out = (...bytes: readonly number[]): void => say?.(Uint8Array.from(bytes))
  const ack = (): void => out(0x06)
  const nack = (code: string): void => out(0x15, code.charCodeAt(0))

  /** Why not; undefined when it was done. */
  function carryOut(letters: string): string | undefined {
    if (coverOpen) return 'C'
    if (card === 'jammed') return 'T'
    if (letters === 'Si') {
      if (feeder === 0) return 'F'
      if (card !== 'none') return 'T'
      feeder--
      card = 'transport'
      return undefined
    }
    if (card === 'none') return 'T'
    if (letters === 'Sis') card = 'contacts'
    else {
      card = 'none'
      if (letters === 'Se') hopper++
      else rejected++
    }
    return undefined
  }

  function run(words: string): void {
    commands.push(words)
    const [letters = '', ...parameters] = words.split(';')
    const shape = known[letters]
    if (!shape) return nack('1')
    if (!shape.test(parameters.join(';'))) return nack('2')
    const fault = faults.get(letters)
    faults.delete(letters)
    const act = (): void => void (moves.has(letters) && carryOut(letters))
    switch (fault?.does) {
      case 'nack':
        return nack(fault.code)
      case 'jam':
        if (letters === 'Si' && card === 'none') feeder--
        card = 'jammed'
        return nack('T')
      case 'says-nothing':
        return void (fault.carriesOut && act())
      case 'says-late':
        act()
        return void setTimeout(ack, fault.milliseconds)
      case 'noise':
        return out(...Buffer.from(fault.bytes, 'latin1'))
      case 'pulled':
        if (fault.carriesOut) act()
        return pull?.()
      case undefined:
        break
    }
    if (letters === 'Sk') {
      if (coverOpen) return nack('C')
      out(...Buffer.from(feeder === 0 ? '2' : feeder < 3 ? '1' : '0'), CR)
      return ack()
    }
    const refused = moves.has(letters) ? carryOut(letters) : undefined
    return refused === undefined ? ack() : nack(refused)
  }

  return {
    take(bytes) {
      for (const byte of bytes) {
        if (byte === ESC) frame = []
        else if (byte === CR && frame) {
          const words = String.fromCharCode(...frame)
          frame = undefined
          run(words)
        } else frame?.push(byte)
      }
    },
    connect(to, pulling) {
      say = to
      pull = pulling
      frame = undefined
    },
    commands: () => [...commands],
    trays: () => ({ feeder, inside: card !== 'none', atContacts: card === 'contacts', hopper, rejected }),
    setCards(count) {
      feeder = count
    },
    setCover(open) {
      coverOpen = open
    },
    failNext: (letters, fault) => void faults.set(letters, fault),
    takeOut() {
      card = 'none'
    },
    runThrough() {
      if (card !== 'none') return
      feeder--
      hopper++
    },
  }
}
