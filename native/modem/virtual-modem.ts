/** A text sender that delivers into virtual phones kept in memory, and the hand that reads them and breaks the line. */
import { err, ok } from '../../domain/result.ts'
import type { TextSender, TextState } from '../ports.ts'
import { createWatchedValue } from '../watched-value.ts'
import { encodeText, type ModemCharset } from './gsm-text.ts'

export interface DeliveredText {
  readonly to: string
  readonly body: string
  /** Instant, ISO in UTC. */
  readonly at: string
}

export interface VirtualModemControls {
  /** Everything that arrived on any virtual phone, oldest first. */
  messages(): readonly DeliveredText[]
  /** The next text arrives, but the line is cut before the sender hears so. */
  cutAfterSubmit(): void
  setSignal(there: boolean): void
}

const charsets: ReadonlySet<ModemCharset> = new Set(['IRA', 'GSM'])

export function createVirtualModem(given: { readonly now: () => string; readonly name?: string }): {
  readonly text: TextSender
  readonly hand: VirtualModemControls
} {
  const { now, name = 'RA Desk virtual modem' } = given
  const state = createWatchedValue<TextState>({ state: 'ready', name })
  const delivered: DeliveredText[] = []
  let cut = false
  let count = 0
  return {
    text: {
      watch: state.watch,
      async send({ to, body }) {
        await Promise.resolve()
        if (state.last().state === 'no-signal')
          return err(
            'no-signal',
            'The modem has no signal. The text was not sent.',
            'Move the modem, or send the text from the work phone.',
          )
        // A plus sign and at most fifteen digits (ITU-T E.164).
        if (!/^\+[1-9]\d{6,14}$/.test(to))
          return err('modem-refused', 'The modem refused this number. The text was not sent.', 'Check the mobile number.')
        // As strict as hardware: what a real modem cannot be given, this one does not take either.
        if (encodeText(body, charsets).state !== 'encoded')
          return err(
            'modem-refused',
            'The text has a character or a length that one text message cannot carry. It was not sent.',
            'Send it from the work phone.',
          )
        delivered.push({ to, body, at: now() })
        count++
        if (cut) {
          cut = false
          return ok({ state: 'unknown' })
        }
        return ok({ state: 'sent', reference: String(count) })
      },
      async close() {
        await Promise.resolve()
        state.clear()
      },
    },
    hand: {
      messages: () => [...delivered],
      cutAfterSubmit() {
        cut = true
      },
      setSignal(there) {
        state.set({ state: there ? 'ready' : 'no-signal', name })
      },
    },
  }
}

/** No modem at all: the work phone does it. */
export function createAbsentModem(): TextSender {
  return {
    watch(listener) {
      listener({ state: 'absent', name: '' })
      return () => undefined
    },
    send: () =>
      Promise.resolve(err('modem-not-found', 'No modem is set up at this station. The text was not sent.', 'Send it from the work phone.')),
    close: () => Promise.resolve(),
  }
}
