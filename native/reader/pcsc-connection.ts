/**
 * A card in a reader of PC/SC, held until it is let go. A card pulled during a command comes back from the binding as an empty answer without an
 * error: that is card loss. After any loss the reader is let go at once, or the next connection cannot be made.
 */
import { ok, type Err, type Result } from '../../domain/result.ts'
import type { CardConnection, ReaderFailureCode } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'
import { connectIn, disposition, letGo, share, transmitTo, type Connected, type SystemReader } from './pcsc-binding.ts'
import { pcscFailure } from './pcsc-codes.ts'

/** Systems look at each card that is put in (Windows copies its certificates) and let go after a moment: that is waited for. */
const exclusiveTries = 6
const exclusivePause = 400

/** Exclusive where the system grants it in time, shared otherwise. */
export async function connectCard(system: SystemReader, atr: string): Promise<Result<CardConnection, ReaderFailureCode>> {
  let shared = false
  let connected = await connectIn(system, share.exclusive)
  for (let tries = 1; tries < exclusiveTries && isHeld(connected); tries++) {
    await new Promise((resolve) => {
      setTimeout(resolve, exclusivePause)
    })
    connected = await connectIn(system, share.exclusive)
  }
  if (isHeld(connected)) {
    shared = true
    connected = await connectIn(system, share.shared)
  }
  if ('error' in connected) return pcscFailure(connected.error)
  return ok(openConnection(system, { atr, shared, protocol: connected.protocol }))
}

function isHeld(connected: Connected): boolean {
  return 'error' in connected && pcscFailure(connected.error).error.code === 'card-in-use'
}

function openConnection(
  system: SystemReader,
  { atr, shared, protocol }: { readonly atr: string; readonly shared: boolean; readonly protocol: number },
): CardConnection {
  let lost: Err<ReaderFailureCode> | undefined
  return {
    atr,
    shared,
    async transmit(command) {
      if (lost) return lost
      const sent = await transmitTo(system, protocol, command)
      if ('answer' in sent && sent.answer.length >= 2) return ok(sent.answer)
      const failure = 'error' in sent ? pcscFailure(sent.error) : readerFailure('card-removed')
      lost = failure
      await letGo(system, disposition.leave)
      return failure
    },
    async disconnect(after) {
      if (lost) return
      lost = readerFailure('card-removed')
      await letGo(system, disposition[after])
    },
  }
}
