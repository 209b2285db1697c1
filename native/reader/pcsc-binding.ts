/** The binding `pcsclite` as far as it is used: its types, and its calls as promises that never reject. */
import { createRequire } from 'node:module'
import type pcsclite from 'pcsclite'

export type PcscBinding = typeof pcsclite
export type PcscContext = ReturnType<PcscBinding>
export type SystemReader = Parameters<Parameters<PcscContext['on']>[1]>[0] & {
  readonly name: string
  readonly connected: boolean
  on(event: 'status', listener: (status: { readonly state: number; readonly atr?: Buffer }) => void): unknown
  on(event: 'end', listener: () => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  removeAllListeners(): unknown
  connect(options: { readonly share_mode: number }, callback: (error: unknown, protocol: number) => void): void
  disconnect(disposition: number, callback: (error: unknown) => void): void
  transmit(command: Buffer, answerLength: number, protocol: number, callback: (error: unknown, answer: Buffer) => void): void
}

// Names and values of winscard.h; the binding hangs them on each reader, we need them before there is one.
export const share = { exclusive: 1, shared: 2 } as const
export const disposition = { leave: 0, reset: 1 } as const
const longestAnswer = 65_538

/** The binding is native: loaded only here and only when PC/SC is chosen. Throws when it was built for another runtime. */
export function loadBinding(): PcscBinding {
  return createRequire(import.meta.url)('pcsclite') as PcscBinding
}

export type Connected = { readonly protocol: number } | { readonly error: unknown }

export function connectIn(system: SystemReader, mode: number): Promise<Connected> {
  return new Promise((resolve) => {
    try {
      system.connect({ share_mode: mode }, (error, protocol) => resolve(error ? { error } : { protocol }))
    } catch (error) {
      resolve({ error })
    }
  })
}

export function transmitTo(
  system: SystemReader,
  protocol: number,
  command: Uint8Array,
): Promise<{ readonly answer: Uint8Array } | { readonly error: unknown }> {
  return new Promise((resolve) => {
    try {
      system.transmit(Buffer.from(command), longestAnswer, protocol, (error, answer) =>
        resolve(error ? { error } : { answer: new Uint8Array(answer) }),
      )
    } catch (error) {
      resolve({ error })
    }
  })
}

export function letGo(system: SystemReader, how: number): Promise<void> {
  return new Promise((resolve) => {
    try {
      system.disconnect(how, () => resolve())
    } catch {
      resolve()
    }
  })
}

/** Without a listener an `error` event would end the process. */
export function quiet(system: SystemReader): void {
  system.removeAllListeners()
  system.on('error', () => undefined)
}
