/** The bridge: two functions that pass only names from the contract. Validation is main's, on every message. */
import { contextBridge, ipcRenderer } from 'electron'
import type { Result } from '../domain/result.ts'
import type { Bridge } from './contract.ts'
import { channelNames, pushNames } from './names.ts'

/** As in `main/shell/ipc.ts`. */
const callChannel = 'ra-desk'
const pushChannel = 'ra-desk-push'

const mayCall: ReadonlySet<string> = new Set(channelNames)
const mayHear: ReadonlySet<string> = new Set(pushNames)

const refused: Result<never, 'unknown-channel'> = {
  ok: false,
  error: {
    code: 'unknown-channel',
    message: 'The page asked for something this version does not have.',
    next: 'Close the window and start RA Desk again.',
  },
}

contextBridge.exposeInMainWorld('raDesk', {
  call: (channel, input) =>
    mayCall.has(channel) ? (ipcRenderer.invoke(callChannel, { channel, input }) as Promise<Result<unknown>>) : Promise.resolve(refused),
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
