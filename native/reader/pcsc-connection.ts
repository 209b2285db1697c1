/**
 * A card in a reader of PC/SC, held until it is let go. A card pulled during a command comes back from the binding as an empty answer without an
 * error: that is card loss. After any loss the reader is let go at once, or the next connection cannot be made. A command that the reader did not
 * pass on while the card stays is no loss: the connection goes on.
 */
import { ok, type Err, type Result } from '../../domain/result.ts'
import type { CardConnection, ReaderFailureCode } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'
import { connectIn, disposition, letGo, share, transmitTo, type Connected, type SystemReader } from './pcsc-binding.ts'
import { pcscFailure } from './pcsc-codes.ts'

/** Systems look at each card that is put in (Windows copies its certificates) and let go after a moment: that is waited for. */
const exclusiveTries = 6
const exclusivePause = 400

/** How long the service may take to say that a card has gone. */
const newsPatience = 1_000
const newsPause = 50

/** Exclusive where the system grants it in time, shared otherwise. `isPresent`: as the service says now. */
export async function connectCard(
  system: SystemReader,
  atr: string,
  isPresent: () => boolean,
): Promise<Result<CardConnection, ReaderFailureCode>> {
  let shared = false
  let connected = await connectIn(system, share.exclusive)
  for (let tries = 1; tries < exclusiveTries && isHeld(connected); tries++) {
    await pause(exclusivePause)
    connected = await connectIn(system, share.exclusive)
  }
  if (isHeld(connected)) {
    shared = true
    connected = await connectIn(system, share.shared)
  }
  if ('error' in connected) return pcscFailure(connected.error)
  return ok(openConnection(system, { atr, shared, protocol: connected.protocol, isPresent }))
}

function isHeld(connected: Connected): boolean {
  return 'error' in connected && pcscFailure(connected.error).error.code === 'card-in-use'
}

function openConnection(
  system: SystemReader,
  {
    atr,
    shared,
    protocol,
    isPresent,
  }: Pick<CardConnection, 'atr' | 'shared'> & {
    readonly protocol: number
    readonly isPresent: () => boolean
  },
): CardConnection {
  let lost: Err<ReaderFailureCode> | undefined
  return {
    atr,
    shared,
    async transmit(command) {
      if (lost) return lost
      const sent = await transmitTo(system, protocol, command)
      if ('answer' in sent && sent.answer.length >= 2) return ok(sent.answer)
      const failure = 'error' in sent ? pcscFailure(sent.error) : readerFailure('card-lost')
      // Services say the same of a card that went and of a driver that does not take extended APDUs.
      if (failure.error.code === 'command-not-carried') {
        if (await staysPresent(isPresent)) return failure
        lost = readerFailure('card-removed')
      } else lost = failure
      await letGo(system, disposition.leave)
      return lost
    },
    async disconnect(after) {
      if (lost) return
      lost = readerFailure('card-removed')
      await letGo(system, disposition[after])
    },
  }
}

async function staysPresent(isPresent: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < newsPatience && isPresent(); waited += newsPause) await pause(newsPause)
  return isPresent()
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
