/** What RA Desk was started with. Virtual devices can be asked for in practice mode and by our own tools, never in an installed app. */
import { parseArgs } from 'node:util'
import type { DeviceSettings } from '../../native/device-settings.ts'
import { bindingNames } from '../../native/reader/binding-names.ts'

export interface StartOptions {
  readonly practice: boolean
  readonly devices: Omit<DeviceSettings, 'handsPath' | 'printer'>
  /** Asked for at the start; absent: as the agent chose in the settings. */
  readonly printer?: 'virtual' | 'virtual-station' | 'none' | 'system'
  /** Some device is virtual, so that invented phone numbers are taken. */
  readonly virtualDevices: boolean
}

const printers = ['virtual', 'virtual-station', 'none', 'system'] as const

/** Printers of documents, by the card printer that is asked for. */
const printersOfDocuments = { virtual: 'virtual', 'virtual-station': 'virtual', none: 'none', system: 'system' } as const

export function readStartOptions(words: readonly string[], packaged: boolean): StartOptions {
  const { values } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: { practice: { type: 'boolean' }, reader: { type: 'string' }, text: { type: 'string' }, printer: { type: 'string' } },
  })
  const practice = values.practice === true
  const mayChoose = practice || !packaged
  const virtual = (wanted: unknown): boolean => practice || (mayChoose && wanted === 'virtual')
  const printer = mayChoose ? printers.find((each) => each === values.printer) : undefined
  // Either is packed, so an installed app may be told, too.
  const readerBinding = bindingNames.find((each) => each === values['reader-binding'])
  const devices = {
    ...(readerBinding && { readerBinding }),
    reader: virtual(values.reader) ? 'virtual' : 'pcsc',
    documents: practice ? 'virtual' : printersOfDocuments[printer ?? 'system'],
    text: virtual(values.text) ? 'virtual' : 'none',
  } as const
  return { practice, devices, ...(printer ? { printer } : {}), virtualDevices: devices.reader === 'virtual' || devices.text === 'virtual' }
}
