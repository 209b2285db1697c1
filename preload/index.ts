/** The bridge: two functions that pass only names from the contract, and nothing too large. Validation is main's, on every message. */
import { contextBridge, ipcRenderer } from 'electron'
import type { Result } from '../domain/result.ts'
import type { Bridge } from './contract.ts'
import { findMessageFault } from './contract/message-size.ts'
import { channelNames, pushNames } from './names.ts'

/** As in `main/shell/ipc.ts`. */
const callChannel = 'ra-desk'
const pushChannel = 'ra-desk-push'

const mayCall: ReadonlySet<string> = new Set(channelNames)
const mayHear: ReadonlySet<string> = new Set(pushNames)

const refuse = (code: 'too-large' | 'unknown-channel', message: string, next: string): Promise<Result<never>> =>
  Promise.resolve({ ok: false, error: { code, message, next } })

/** Refused here, a message is never read by `main` at all. */
function call(channel: string, input: unknown): Promise<Result<unknown>> {
  if (!mayCall.has(channel))
    return refuse(
      'unknown-channel',
      'The page asked for something this version does not have.',
      'Close the window and start RA Desk again.',
    )
  const message = { channel, input }
  return findMessageFault(message) === 'too-large'
    ? refuse('too-large', 'That is too much to take in at once. Nothing was changed.', 'Choose a smaller file.')
    : (ipcRenderer.invoke(callChannel, message) as Promise<Result<unknown>>)
}

contextBridge.exposeInMainWorld('raDesk', {
  call,
  on: (push, listener) => {
    if (!mayHear.has(push)) throw new Error('No such push')
    const heard = (_event: unknown, message: { push: string; payload: unknown }) => {
      if (message.push === push) listener(message.payload)
    }
    ipcRenderer.on(pushChannel, heard)
    return () => {
      ipcRenderer.removeListener(pushChannel, heard)
    }
  },
} satisfies Bridge)
