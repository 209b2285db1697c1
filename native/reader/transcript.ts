/**
 * Card traffic as text, `=>` out and `<=` back, one APDU a line. What carries a secret, and unless asked otherwise what says anything of a person,
 * is withheld before it is written anywhere: see `redact.ts` and ADR 20.
 */
import type { CardConnection } from '../ports.ts'
import { createRedactor } from './redact.ts'

export interface TranscriptLine {
  readonly direction: '=>' | '<='
  readonly text: string
}

/** One command by itself, secrets withheld. */
export function describeCommand(command: Uint8Array): string {
  return createRedactor({ personal: 'kept' }).command(command)
}

/**
 * The same connection, telling what crosses it. By default nothing of a person is written either, so a transcript may be kept with a case and sent for
 * support. `personal: 'kept'` is for benches with invented cards: such a transcript can be replayed.
 */
export function recordConnection(
  connection: CardConnection,
  write: (line: TranscriptLine) => void,
  given: { readonly personal?: 'withheld' | 'kept' } = {},
): CardConnection {
  const redactor = createRedactor({ personal: given.personal ?? 'withheld' })
  return {
    ...connection,
    async transmit(command) {
      write({ direction: '=>', text: redactor.command(command) })
      const answer = await connection.transmit(command)
      write({ direction: '<=', text: answer.ok ? redactor.answer(answer.value) : `! ${answer.error.code}` })
      return answer
    },
  }
}

export const transcriptText = (lines: readonly TranscriptLine[]): string =>
  lines.map(({ direction, text }) => `${direction} ${text}`).join('\n')

/** A file for the support team: commands and answers, and the devices. No serial number, no name of a person or of a computer. */
export function supportTranscript(given: {
  readonly lines: readonly TranscriptLine[]
  readonly atr: string
  readonly what: string
  readonly reader: string
  readonly version: string
  readonly platform: string
  /** Instant, ISO in UTC. */
  readonly at: string
}): string {
  const { lines, atr, what, reader, version, platform, at } = given
  return [
    '# RA Desk: what was said to a card, and what it answered',
    `# RA Desk ${version} on ${platform}, ${at}`,
    `# Reader: ${withoutSerial(reader)}`,
    `# Answer to reset: ${atr} (${what})`,
    '# Withheld: passcodes, keys, numbers of cards, and all that a card says of a person. A withheld answer cannot be replayed.',
    '',
    transcriptText(lines),
    '',
  ].join('\n')
}

/** Some systems put the reader's own serial number in brackets into its name. */
const withoutSerial = (reader: string): string => reader.replaceAll(/\([^()]*\)/g, '(…)')
