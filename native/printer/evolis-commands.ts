/**
 * The serial command language of the Evolis family, as data: the one place to correct when a real printer says otherwise.
 * `guide`: read in the maker's programming guide (2003/04). `recalled`: from memory of the family, never tried on a printer here.
 */
export interface EvolisCommand {
  readonly letters: string
  readonly parameters: readonly string[]
  readonly source: 'guide' | 'recalled'
  /** `question`: changes nothing, and may be asked again. `setting`: the same again does the same. `move`: a card moves, and it is never repeated. */
  readonly kind: 'question' | 'setting' | 'move'
}

export const evolisCommands = {
  /** The program on the computer handles errors, not the printer's own panel. */
  softwareHandlesErrors: { letters: 'Pem', parameters: ['2'], source: 'guide', kind: 'setting' },
  feederStatus: { letters: 'Sk', parameters: ['f'], source: 'guide', kind: 'question' },
  feed: { letters: 'Si', parameters: [], source: 'recalled', kind: 'move' },
  toContacts: { letters: 'Sis', parameters: [], source: 'recalled', kind: 'move' },
  eject: { letters: 'Se', parameters: [], source: 'recalled', kind: 'move' },
  reject: { letters: 'Ss', parameters: ['r'], source: 'recalled', kind: 'move' },
} as const satisfies Readonly<Record<string, EvolisCommand>>

/** What follows NACK (guide). `began`: a card may have moved before it. */
export const evolisRefusals: Readonly<Record<string, { readonly words: string; readonly began: boolean }>> = {
  '1': { words: 'Does not know the command', began: false },
  '2': { words: 'Does not take the command in this way', began: false },
  T: { words: 'A card did not move in time', began: true },
  C: { words: 'Cover open', began: false },
  F: { words: 'Feeder empty or a card not picked from it', began: false },
  R: { words: 'Ribbon missing or used up', began: false },
}

/** What the feeder says to `Sk;f`, 0 to 3 (guide); which number means what is recalled. No entry: nothing to say. */
export const evolisFeederWords: Readonly<Record<string, { readonly words: string; readonly stops: boolean } | undefined>> = {
  '0': undefined,
  '1': { words: 'Few cards left', stops: false },
  '2': { words: 'Feeder empty', stops: true },
  '3': { words: 'Feeder cover open or card not picked', stops: true },
}

const escape = '\u001b'

/** `ESC Sk;f CR`. */
export function frameOf({ letters, parameters }: EvolisCommand): Uint8Array {
  return new TextEncoder().encode(`${escape}${[letters, ...parameters].join(';')}\r`)
}
