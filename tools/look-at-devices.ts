/** Opens the devices of this machine for about a second, only to see what is there. Nothing is sent to a card. */
import { fileURLToPath } from 'node:url'
import { forkDeviceProcess } from '../native/device-pipe.ts'
import type { DeviceSettings } from '../native/devices.ts'
import { createRemoteDevices } from '../native/remote-devices.ts'
import { watchDevices } from '../main/devices/watch-devices.ts'
import type { DevicesView } from '../preload/contract.ts'

const deviceProcess = fileURLToPath(new URL('../native/device-process.ts', import.meta.url))

export interface DeviceLook {
  readonly view: DevicesView
  /** In the device process's own words, when it could not open them at all. */
  readonly failed: string | undefined
}

/** `enough` ends the look early. */
export function lookAtDevices(
  settings: Omit<DeviceSettings, 'handsPath'>,
  given: { readonly milliseconds?: number; readonly enough?: (view: DevicesView) => boolean } = {},
): Promise<DeviceLook> {
  const { milliseconds = 1_500, enough = () => false } = given
  return new Promise((resolve) => {
    let failed: string | undefined
    let ending = false
    const devices = createRemoteDevices(() => forkDeviceProcess(deviceProcess, settings), {
      kind: settings.reader,
      failed: (reason) => {
        failed = reason
        end()
      },
    })
    const watch = watchDevices(devices, settings.reader, (view) => {
      if (enough(view)) end()
    })
    const late = setTimeout(end, milliseconds)
    function end(): void {
      if (ending) return
      ending = true
      clearTimeout(late)
      // What is known is asked for after the news under way was taken in.
      setImmediate(() => {
        const view = watch.get()
        watch.stop()
        void devices.close().then(() => resolve({ view, failed }))
      })
    }
  })
}
