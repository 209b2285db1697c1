/**
 * Entry of the device process: everything that loads native code or talks to hardware lives here, so that a crash takes no case with it.
 * Its settings are JSON in its last argument. The pipe is `process.parentPort` in Electron's `utilityProcess` and `process.send` after `fork`.
 */
import type { MessagePipe } from './device-messages.ts'
import { deviceSettings } from './device-settings.ts'
import { openDevices } from './devices.ts'
import { serveDevices } from './serve-devices.ts'

interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

function pipeToParent(): Pick<MessagePipe, 'send' | 'onMessage'> {
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort }
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    }
  }
  const send = process.send?.bind(process)
  if (!send) throw new Error('the device process is started by RA Desk, not by hand')
  // The app has ended: no card may stay unlocked.
  process.on('disconnect', () => process.exit(0))
  return {
    send: (message) => {
      if (process.connected) send(message)
    },
    onMessage: (listener) => void process.on('message', listener),
  }
}

const pipe = pipeToParent()
try {
  const devices = await openDevices(deviceSettings.parse(JSON.parse(process.argv.at(-1)!)))
  serveDevices(pipe, devices)
} catch (reason) {
  pipe.send({ event: 'failed', reason: reason instanceof Error ? reason.message : String(reason) })
  setTimeout(() => process.exit(1), 100)
}
