/** Opens the devices of this machine for a moment, only to see what is there. Nothing is sent to a card. */
import { fileURLToPath } from 'node:url'
import { forkDeviceProcess } from '../native/device-pipe.ts'
import type { DeviceSettings } from '../native/device-settings.ts'
import type { Devices } from '../native/ports.ts'
import { createRemoteDevices } from '../native/remote-devices.ts'
import { watchDevices } from '../main/devices/watch-devices.ts'
import type { DevicesView } from '../preload/contract.ts'

const deviceProcess = fileURLToPath(new URL('../native/device-process.ts', import.meta.url))

export interface DeviceLook {
  readonly view: DevicesView
  /** In the device process's own words, when it could not open them at all. */
  readonly failed: string | undefined
}

export interface LookOptions {
  /** Ends the look early. */
  readonly enough: (view: DevicesView) => boolean
  readonly milliseconds: number
  /** Told every two seconds while nothing is known: how many seconds have passed. */
  readonly waiting?: (seconds: number) => void
  /** Opens the devices; `failed` hears why they could not be opened. */
  readonly open?: (failed: (reason: string) => void) => Devices
}

const TELL_EVERY_MILLISECONDS = 2_000

const openDevices = (settings: Omit<DeviceSettings, 'handsPath'>) => (failed: (reason: string) => void) =>
  createRemoteDevices(() => forkDeviceProcess(deviceProcess, settings), { kind: settings.reader, failed })

export function lookAtDevices(settings: Omit<DeviceSettings, 'handsPath'>, options: LookOptions): Promise<DeviceLook> {
  const { milliseconds, enough, waiting = () => undefined, open = openDevices(settings) } = options
  return new Promise((resolve) => {
    let failed: string | undefined
    let ending = false
    let told = 0
    const devices = open((reason) => {
      failed = reason
      end()
    })
    const watch = watchDevices(devices, settings.reader, (view) => {
      if (enough(view)) end()
    })
    const late = setTimeout(end, milliseconds)
    const telling = setInterval(() => {
      waiting((TELL_EVERY_MILLISECONDS / 1_000) * (told += 1))
    }, TELL_EVERY_MILLISECONDS)
    function end(): void {
      if (ending) return
      ending = true
      // What is known is asked for after the news under way was taken in.
      setImmediate(() => {
        clearTimeout(late)
        clearInterval(telling)
        const view = watch.get()
        watch.stop()
        void devices.close().then(() => resolve({ view, failed }))
      })
    }
  })
}

/** How long a slow computer gets: starting the device process takes seconds on an old one, or while it is busy. */
const LONGEST_SECONDS = 30

/** The card readers for a report. Waits for the answer; what did not come in time is said as that, and not as a restart. */
export async function lookForReport(options: Pick<LookOptions, 'waiting' | 'open'> = {}): Promise<DeviceLook> {
  const look = await lookAtDevices(
    { reader: 'pcsc', text: 'none', printer: 'none', documents: 'none' },
    { ...options, milliseconds: LONGEST_SECONDS * 1_000, enough: ({ reader }) => reader.service !== 'restarting' },
  )
  const { view, failed } = look
  if (view.reader.service !== 'restarting') return look
  const problem = {
    message:
      failed === undefined
        ? `The card readers did not answer within ${String(LONGEST_SECONDS)} seconds.`
        : `The part of RA Desk that talks to devices did not start: ${failed.split('\n')[0]!}`,
    next: 'Close other programs and run this again.',
    lasting: true,
  }
  return { failed, view: { ...view, reader: { ...view.reader, problem } } }
}
