/**
 * Puts a virtual card into the virtual reader `vpcd` of vsmartcard, over TCP: then every PC/SC program of the machine sees it.
 * Each message is a two-byte big-endian length and as many bytes; one byte alone is a control: 00 off, 01 on, 02 reset, 04 tell the ATR.
 */
import { connect } from 'node:net'
import { concat, unsigned } from '../../domain/bytes.ts'
import type { VirtualCard } from '../card/virtual-card.ts'

/** `transmit` answers nothing for a card that hangs: the reader then waits for ever. */
export interface AttachedCard extends Pick<VirtualCard, 'atr' | 'reset'> {
  transmit(command: Uint8Array): Uint8Array | undefined
}

export interface CardInVpcd {
  /** Resolves when the reader has let go of the card, from either side. */
  readonly ended: Promise<void>
  /** Takes the card out. */
  detach(): Promise<void>
}

export const vpcdPort = 35_963
const controls = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, atr: 0x04 } as const

/** Rejects with the system's error when nothing listens: vpcd listens only while pcscd runs. */
export function attachToVpcd(given: { readonly card: AttachedCard; readonly host?: string; readonly port?: number }): Promise<CardInVpcd> {
  const { card, host = '127.0.0.1', port = vpcdPort } = given
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    let received: Uint8Array = new Uint8Array(0)
    const ended = new Promise<void>((done) => {
      socket.once('close', () => {
        card.reset()
        done()
      })
    })

    const handle = (message: Uint8Array): void => {
      const control = message.length === 1 ? message[0] : undefined
      if (control === controls.atr) send(card.atr)
      else if (control === undefined) {
        const answer = card.transmit(message)
        if (answer) send(answer)
      } else card.reset()
    }
    // Length and bytes leave in one segment: two would wait for each other's acknowledgement.
    const send = (bytes: Uint8Array): void => {
      socket.write(concat(unsigned(bytes.length, 2), bytes))
    }

    socket.once('error', reject)
    socket.once('connect', () => {
      socket.on('error', () => socket.destroy())
      resolve({
        ended,
        async detach() {
          socket.end()
          socket.destroySoon()
          await ended
        },
      })
    })
    socket.on('data', (piece) => {
      received = concat(received, piece)
      while (received.length >= 2) {
        const length = received[0]! * 0x100 + received[1]!
        if (received.length < 2 + length) return
        const message = received.slice(2, 2 + length)
        received = received.slice(2 + length)
        handle(message)
      }
    })
  })
}
