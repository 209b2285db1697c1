/** A serial port without a cable: the simulated modem behind it can be unplugged at any byte. */
import type { ModemSimulator } from './modem-simulator.ts'

/** A port in memory with the modem behind it. Bytes cross one at a time, as far as `cutAfter` lets them. */
export interface SimulatedSocket {
  open(path: string): Promise<OpenPort>
  pull(): void
  plugIn(): void
  openings(): number
  /** From now on so many bytes cross, in either direction; then the cable is pulled, once. */
  cutAfter(bytes: number): void
  /** Bytes that crossed since the count began. */
  crossed(): number
}

interface OpenPort {
  write(bytes: Uint8Array): Promise<void>
  onBytes(listener: (bytes: Uint8Array) => void): void
  onClose(listener: () => void): void
  close(): Promise<void>
}

interface Cable {
  isPluggedIn: boolean
  /** Bytes that may still cross. */
  left: number
  crossed: number
  /** Closes the open port; undefined while none is open. */
  hangUp: (() => void) | undefined
}

export function createSimulatedSocket(modem: ModemSimulator): SimulatedSocket {
  const cable: Cable = { isPluggedIn: true, left: Infinity, crossed: 0, hangUp: undefined }
  let openings = 0
  return {
    async open() {
      await Promise.resolve()
      if (!cable.isPluggedIn) throw new Error('no such port')
      if (cable.hangUp) throw new Error('the port is already open')
      openings++
      return openPort(modem, cable)
    },
    pull() {
      cable.isPluggedIn = false
      pull(cable)
    },
    plugIn() {
      cable.isPluggedIn = true
    },
    openings: () => openings,
    cutAfter(bytes) {
      cable.left = bytes
      cable.crossed = 0
    },
    crossed: () => cable.crossed,
  }
}

function pull(cable: Cable): void {
  cable.left = Infinity
  cable.hangUp?.()
}

/** Whether one more byte crossed; the cable is pulled when none may. */
function cross(cable: Cable): boolean {
  if (cable.left <= 0) {
    pull(cable)
    return false
  }
  cable.left--
  cable.crossed++
  return true
}

function openPort(modem: ModemSimulator, cable: Cable): OpenPort {
  let open = true
  const closeListeners: (() => void)[] = []
  const waiting: number[] = []
  let listener: ((bytes: Uint8Array) => void) | undefined
  let isDelivering = false
  const close = (): void => {
    if (!open) return
    open = false
    cable.hangUp = undefined
    modem.connect(undefined)
    for (const one of closeListeners) one()
  }
  const deliver = async (): Promise<void> => {
    if (isDelivering) return
    isDelivering = true
    while (open && listener && waiting.length > 0) {
      await Promise.resolve()
      if (!open || !cross(cable)) break
      listener(Uint8Array.of(waiting.shift()!))
    }
    isDelivering = false
  }
  cable.hangUp = close
  modem.connect(
    (bytes) => {
      waiting.push(...bytes)
      void deliver()
    },
    () => pull(cable),
  )
  return {
    async write(bytes) {
      for (const byte of bytes) {
        await Promise.resolve()
        if (!open || !cross(cable)) throw new Error('the port is gone')
        modem.take(Uint8Array.of(byte))
      }
    },
    onBytes(one) {
      listener = one
      void deliver()
    },
    onClose: (one) => void (open ? closeListeners.push(one) : one()),
    close: () => Promise.resolve(close()),
  }
}
