/**
 * Readers and cards of the device process. A card that never answers blocks the binding it was asked through, so the time-out is kept here and the
 * whole process is replaced. A connection does not outlive the process it was made in.
 */
import { z } from 'zod'
import { fromBase64, toBase64 } from '../../domain/bytes.ts'
import { ok } from '../../domain/result.ts'
import { connectAnswer, transmitAnswer } from '../device-messages.ts'
import type { CardConnection, CardReader, ReadersState } from '../ports.ts'
import { followLimits } from '../reader/time-limit.ts'
import { readerFailure } from '../reader-failure.ts'
import type { WatchedValue } from '../watched-value.ts'
import { remoteFailure, type DeviceCalls } from './device-calls.ts'

/** In milliseconds. */
export interface CardLimits {
  /** What a card may take for a command. */
  readonly command: (command: Uint8Array) => number
  readonly connect: number
  readonly disconnect: number
}

const done = { ok: true } as const
const disconnectAnswer = z.object({ ok: z.literal(true) })

export function createRemoteReader(calls: DeviceCalls, readers: WatchedValue<ReadersState>, limits: CardLimits): CardReader {
  return {
    watch: readers.watch,
    async connect(readerName) {
      const gone = readerFailure('reader-gone')
      const late = { after: limits.connect, answer: readerFailure('card-mute') }
      const answer = await calls.ask({ call: 'connect', reader: readerName }, connectAnswer, { lost: gone, notSent: gone, late })
      return answer.ok ? ok(openConnection(calls, answer.value, limits)) : remoteFailure(answer)
    },
    close: () => Promise.resolve(),
  }
}

function openConnection(
  { ask, pipe }: DeviceCalls,
  made: { readonly connection: number; readonly atr: string; readonly shared: boolean },
  limits: CardLimits,
): CardConnection {
  const { connection, atr, shared } = made
  const mine = pipe()
  const limitOf = followLimits(limits.command)
  const gone = readerFailure('reader-gone')
  let hung = false
  return {
    atr,
    shared,
    async transmit(command) {
      if (hung) return readerFailure('card-timed-out')
      if (pipe() !== mine) return gone
      const late = { after: limitOf(command), answer: readerFailure('card-timed-out') }
      const call = { call: 'transmit', connection, command: toBase64(command) } as const
      const answer = await ask(call, transmitAnswer, { lost: gone, notSent: gone, late })
      if (answer.ok) return ok(fromBase64(answer.value))
      hung ||= answer === late.answer
      return remoteFailure(answer)
    },
    async disconnect(after) {
      if (pipe() !== mine) return
      const late = { after: limits.disconnect, answer: done }
      await ask({ call: 'disconnect', connection, after }, disconnectAnswer, { lost: done, notSent: done, late })
    },
  }
}
