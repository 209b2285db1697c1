/** A serial port without a cable: the simulated modem behind it can be unplugged at any byte. */
import type { ModemSimulator } from './modem-simulator.ts'

/** A port in memory with the modem behind it. Bytes cross one at a time, as far as `cut` lets them. */
export interface SimulatedSocket {
  open(path: string): Promise<{
    write(bytes: Uint8Array): Promise<void>
    onBytes(listener: (bytes: Uint8Array) => void): void
    onClose(listener: () => void): void
    close(): Promise<void>
  }>
  pull(): void
  plugIn(): void
  openings(): number
  /** From now on so many bytes cross, in either direction; then the cable is pulled, once. */
  cutAfter(bytes: number): void
  /** Bytes that crossed since the count began. */
  crossed(): number
}

export function createSimulatedSocket(modem: ModemSimulator): SimulatedSocket {
  let pluggedIn = true
  let openings = 0
  let left = Infinity
  let crossed = 0
  let hangUp: (() => void) | undefined
  const pull = (): void => {
    left = Infinity
    hangUp?.()
  }
  /** Whether one more byte may cross. */
  const cross = (): boolean => {
    if (left <= 0) {
      pull()
      return false
    }
    left--
    crossed++
    return true
  }
  return {
    async open() {
      await Promise.resolve()
      if (!pluggedIn) throw new Error('no such port')
      if (hangUp) throw new Error('the port is already open')
      openings++
      let open = true
      const closeListeners: (() => void)[] = []
      const waiting: number[] = []
      let listener: ((bytes: Uint8Array) => void) | undefined
      let telling = false
      const close = (): void => {
        if (!open) return
        open = false
        hangUp = undefined
        modem.connect(undefined)
        for (const one of closeListeners) one()
      }
      const tellAll = async (): Promise<void> => {
        if (telling) return
        telling = true
        while (open && listener && waiting.length > 0) {
          await Promise.resolve()
          if (!open || !cross()) break
          listener(Uint8Array.of(waiting.shift()!))
        }
        telling = false
      }
      hangUp = close
      modem.connect((bytes) => {
        waiting.push(...bytes)
        void tellAll()
      }, pull)
      return {
        async write(bytes) {
          for (const byte of bytes) {
            await Promise.resolve()
            if (!open || !cross()) throw new Error('the port is gone')
            modem.take(Uint8Array.of(byte))
          }
        },
        onBytes(one) {
          listener = one
          void tellAll()
        },
        onClose: (one) => void (open ? closeListeners.push(one) : one()),
        close: () => Promise.resolve(close()),
      }
    },
    pull() {
      pluggedIn = false
      pull()
    },
    plugIn() {
      pluggedIn = true
    },
    openings: () => openings,
    cutAfter(bytes) {
      left = bytes
      crossed = 0
    },
    crossed: () => crossed,
  }
}
