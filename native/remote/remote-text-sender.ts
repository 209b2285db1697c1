/** The modem of the device process. A text that was handed over when the process ended is unknown, and is not sent again. */
import { err, ok } from '../../domain/result.ts'
import { sendAnswer } from '../device-messages.ts'
import type { TextSender, TextState } from '../ports.ts'
import type { WatchedValue } from '../watched-value.ts'
import { remoteFailure, type DeviceCalls } from './device-calls.ts'

export function createRemoteTextSender({ ask }: DeviceCalls, state: WatchedValue<TextState>): TextSender {
  return {
    watch: state.watch,
    async send({ to, body }) {
      const lost = ok({ state: 'unknown' as const })
      const notSent = err(
        'modem-not-found',
        'The link to the modem is being restarted. The text was not sent.',
        'Wait a moment and send it again.',
      )
      const answer = await ask({ call: 'send', to, body }, sendAnswer, { lost, notSent })
      return answer.ok ? ok(answer.value) : remoteFailure(answer)
    },
    close: () => Promise.resolve(),
  }
}
