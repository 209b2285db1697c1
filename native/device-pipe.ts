/** Our end of the pipe to a device process, for both kinds of process that can run it. Neither kind is imported from Electron here. */
import { fork } from 'node:child_process'
import type { MessagePipe } from './device-messages.ts'
import type { DeviceSettings } from './device-settings.ts'

/** What Electron's `utilityProcess.fork(entry, [JSON.stringify(settings)])` answers, as far as it is used. */
export interface UtilityProcessLike {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'exit', listener: () => void): unknown
  kill(): boolean
}

export function pipeToUtilityProcess(child: UtilityProcessLike): MessagePipe {
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => void child.once('exit', listener),
    close: () => void child.kill(),
  }
}

/** Runs `entry` (the device process, as a bundle or as its source) in a Node process of its own. */
export function forkDeviceProcess(entry: string, settings: DeviceSettings): MessagePipe & { readonly pid: number | undefined } {
  const child = fork(entry, [JSON.stringify(settings)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let gone = false
  const closing: (() => void)[] = []
  const close = (): void => {
    if (gone) return
    gone = true
    for (const listener of closing) listener()
  }
  child.once('exit', close)
  child.once('error', close)
  return {
    pid: child.pid,
    send: (message) => {
      // The callback takes the error that a child on its way out would otherwise raise as an event.
      if (child.connected) child.send(message as Parameters<typeof child.send>[0], () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => void (gone ? listener() : closing.push(listener)),
    close: () => void child.kill('SIGKILL'),
  }
}
