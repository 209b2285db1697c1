/**
 * What RA Desk needs of a binding to PC/SC, in the shape of `pcsclite`, and its calls as promises that never reject. The other binding,
 * `smartcard`, is given the same shape in `smartcard-binding.ts`.
 */
export interface ReaderStatus {
  /** `SCARD_STATE_…` of winscard.h. */
  readonly state: number
  readonly atr?: Buffer
}

export interface SystemReader {
  readonly name: string
  readonly connected: boolean
  on(event: 'status', listener: (status: ReaderStatus) => void): unknown
  on(event: 'end', listener: () => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  removeAllListeners(): unknown
  connect(options: { readonly share_mode: number }, callback: (error: unknown, protocol: number) => void): void
  disconnect(disposition: number, callback: (error: unknown) => void): void
  transmit(command: Buffer, answerLength: number, protocol: number, callback: (error: unknown, answer: Buffer) => void): void
}

/** One look at the service. After an error it is of no use any more. */
export interface PcscContext {
  on(event: 'reader', listener: (reader: SystemReader) => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  close(): void
}

/** Throws when the service does not run. */
export type PcscBinding = () => PcscContext

// Names and values of winscard.h.
export const share = { exclusive: 1, shared: 2 } as const
export const disposition = { leave: 0, reset: 1 } as const
const longestAnswer = 65_538

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
