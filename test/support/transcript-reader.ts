/**
 * Replays a transcript as a reader with a card in it: `=> hex` is what must be sent, `<= hex` what comes back, `<= ! code` a reader's failure,
 * `#` a remark. A command that differs rejects with what was expected, what came, and the line.
 */
import { err, ok } from '../../domain/result.ts'
import { formatHex, fromHex } from '../../domain/bytes.ts'
import type { CardReader, ReaderFailureCode } from '../../native/ports.ts'
import { createRedactor } from '../../native/reader/redact.ts'
import { readerFailure } from '../../native/reader-failure.ts'
import { describeCommand } from '../../native/reader/transcript.ts'

interface Exchange {
  readonly line: number
  readonly command: string
  readonly answer: string
}

class TranscriptMismatch extends Error {
  override readonly name = 'TranscriptMismatch'
}

function parse(transcript: string): readonly Exchange[] {
  const exchanges: Exchange[] = []
  let open: { line: number; command: string } | undefined
  for (const [index, raw] of transcript.split(/\r?\n/).entries()) {
    const line = index + 1
    const text = raw.trim()
    if (text === '' || text.startsWith('#')) continue
    const content = text.slice(2).trim()
    if (text.startsWith('=>')) {
      if (open) throw new TranscriptMismatch(`line ${String(line)}: a command without an answer before it`)
      open = { line, command: content.includes('withheld') ? content : content.replaceAll(/\s/g, '').toUpperCase() }
    } else if (text.startsWith('<=')) {
      if (!open) throw new TranscriptMismatch(`line ${String(line)}: an answer without a command`)
      exchanges.push({ ...open, answer: content })
      open = undefined
    } else throw new TranscriptMismatch(`line ${String(line)}: neither => nor <= nor #`)
  }
  if (open) throw new TranscriptMismatch(`line ${String(open.line)}: a command without an answer`)
  return exchanges
}

export function createTranscriptReader(given: { readonly transcript: string; readonly atr: string; readonly name?: string }): {
  readonly reader: CardReader
  /** Throws when lines are left over. */
  finish(): void
} {
  const { transcript, atr, name = 'Transcript' } = given
  const exchanges = parse(transcript)
  let at = 0
  return {
    finish() {
      const next = exchanges[at]
      if (next) throw new TranscriptMismatch(`line ${String(next.line)}: expected ${next.command}, got nothing more`)
    },
    reader: {
      watch(listener) {
        listener({ service: 'running', kind: 'virtual', readers: [{ name, card: 'present', atr }] })
        return () => undefined
      },
      async connect(readerName) {
        if (readerName !== name)
          return err('reader-gone', 'There is no such reader in this transcript.', 'Use the name that the transcript was opened with.')
        // The transcript may have been redacted either way: the command is described both ways and one must fit.
        const redactors = [createRedactor({ personal: 'kept' }), createRedactor({ personal: 'withheld' })]
        return ok({
          atr,
          shared: false,
          async transmit(command) {
            const exchange = exchanges[at]
            const sent = formatHex(command)
            if (!exchange) throw new TranscriptMismatch(`after the last line: expected nothing, got ${describeCommand(command)}`)
            const described = redactors.map((redactor) => redactor.command(command))
            if (exchange.command !== sent && !described.includes(exchange.command)) {
              throw new TranscriptMismatch(`line ${String(exchange.line)}: expected ${exchange.command}, got ${describeCommand(command)}`)
            }
            if (exchange.answer.includes('withheld'))
              throw new TranscriptMismatch(`line ${String(exchange.line)}: the answer was withheld, so it cannot be replayed`)
            at++
            return exchange.answer.startsWith('!')
              ? readerFailure(exchange.answer.slice(1).trim() as ReaderFailureCode)
              : ok(fromHex(exchange.answer.replaceAll(/\s/g, '')))
          },
          disconnect: () => Promise.resolve(),
        })
      },
      close: () => Promise.resolve(),
    },
  }
}
