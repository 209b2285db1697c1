/** A connection to the card in a reader in memory: each command goes through, or goes wrong in the way that was set for it. */
import { empty, fromHex, formatHex } from '../../domain/bytes.ts'
import { ok, type Err, type Result } from '../../domain/result.ts'
import { decodeCommand } from '../card/apdu.ts'
import { instructions } from '../card/piv.ts'
import type { VirtualCard } from '../card/virtual-card.ts'
import type { CardConnection, ReaderFailureCode } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'
import { dropConnection, muteCard, stopService, takeOut, type ReaderFault, type VirtualSlot } from './virtual-slot.ts'

export function connectVirtually(slot: VirtualSlot, readerName: string): Result<CardConnection, ReaderFailureCode> {
  if (slot.service === 'stopped') return readerFailure('reader-service-stopped')
  if (!slot.plugged || readerName !== slot.name) return readerFailure('reader-gone')
  if (!slot.card) return readerFailure('no-card')
  if (slot.mute) return readerFailure('card-mute')
  if (slot.connected || slot.holder === 'another-program') return readerFailure('card-in-use')
  const mine = slot.era
  const present = slot.card
  slot.connected = true
  const carry = slot.carries === 't0' ? overT0(present) : (command: Uint8Array) => present.transmit(command)
  return ok({
    atr: formatHex(present.atr),
    shared: slot.holder === 'another-program-shared',

    async transmit(command) {
      if (slot.era !== mine) return whyLost(slot)
      const fault = slot.faults.get(slot.commands)
      slot.faults.delete(slot.commands)
      slot.commands++
      if (fault) return failCommand(slot, present, fault, command)
      if (slot.carries !== 'extended' && decodeCommand(command)?.form === 'extended') return readerFailure('command-not-carried')
      const answer = carry(Uint8Array.from(command))
      const workTime = present.takeWorkTime()
      if (workTime > 0) await slot.wait(workTime)
      if (slot.era !== mine) return whyLost(slot)
      if (slot.commands === slot.leavesAt) takeOut(slot)
      return ok(answer)
    },

    async disconnect(after) {
      if (slot.era !== mine) return
      slot.era++
      slot.connected = false
      if (after === 'reset') present.reset()
    },
  })
}

/** T=0 sends data or fetches an answer, never both in one command: the answer is held back until GET RESPONSE asks for it. */
function overT0(card: VirtualCard): (command: Uint8Array) => Uint8Array {
  let waiting: Uint8Array = empty
  return (bytes) => {
    const command = decodeCommand(bytes)
    const isFetch = command?.ins === instructions.getResponse && waiting.length > 0
    const answer = isFetch ? waiting : card.transmit(bytes)
    waiting = empty
    if (isFetch || command === undefined || command.data.length === 0 || answer.length <= 2) return answer
    waiting = answer
    return Uint8Array.of(0x61, (answer.length - 2) & 0xff)
  }
}

function whyLost({ service, plugged }: VirtualSlot): Err<ReaderFailureCode> {
  return readerFailure(service === 'stopped' ? 'reader-service-stopped' : plugged ? 'card-removed' : 'reader-gone')
}

async function failCommand(
  slot: VirtualSlot,
  card: VirtualCard,
  fault: ReaderFault,
  command: Uint8Array,
): Promise<Result<Uint8Array, ReaderFailureCode>> {
  const carryOut = () => card.transmit(Uint8Array.from(command))
  switch (fault.kind) {
    case 'status':
      return ok(fromHex(fault.sw))
    case 'removed':
      takeOut(slot)
      return whyLost(slot)
    case 'answer-lost':
      carryOut()
      takeOut(slot)
      return whyLost(slot)
    case 'short':
      return ok(carryOut().slice(0, 1))
    case 'mute':
      muteCard(slot)
      return readerFailure('card-mute')
    case 'silent':
      if (fault.done) carryOut()
      return new Promise(() => undefined)
    case 'reset-by-another':
      dropConnection(slot)
      return readerFailure('card-reset')
    case 'service-stopped':
      stopService(slot)
      return whyLost(slot)
  }
}
