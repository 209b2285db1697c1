/** What RA Desk was started with. Virtual devices can be asked for in practice mode and by our own tools, never in an installed app. */
import { parseArgs } from 'node:util'
import type { DeviceSettings } from '../native/devices.ts'

export interface StartOptions {
  readonly practice: boolean
  readonly devices: Omit<DeviceSettings, 'handsPath'>
  /** Some device is virtual, so that invented phone numbers are taken. */
  readonly virtualDevices: boolean
}

export function readStartOptions(words: readonly string[], packaged: boolean): StartOptions {
  const { values } = parseArgs({
    args: [...words], strict: false, allowPositionals: true,
    options: { practice: { type: 'boolean' }, reader: { type: 'string' }, text: { type: 'string' }, printer: { type: 'string' } },
  })
  const practice = values.practice === true
  const mayChoose = practice || !packaged
  const virtual = (wanted: unknown): boolean => practice || (mayChoose && wanted === 'virtual')
  const devices = {
    reader: virtual(values.reader) ? 'virtual' : 'pcsc',
    text: virtual(values.text) ? 'virtual' : 'none',
    printer: virtual(values.printer) ? 'virtual' : 'none',
  } as const
  return { practice, devices, virtualDevices: devices.reader === 'virtual' || devices.text === 'virtual' }
}
