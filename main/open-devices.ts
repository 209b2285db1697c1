/**
 * Opens the devices as this workstation's preferences and the words of its start say: readers, printers and the modem, in a process of
 * their own. A new choice of printer or modem port is kept, and ends that process; its supervisor starts it again with the choice.
 */
import type { PrinterChoice } from '../domain/card/printer-choice.ts'
import { listHosts } from '../domain/station/policy.ts'
import { pipeToUtilityProcess, type UtilityProcessLike } from '../native/device-pipe.ts'
import type { DeviceSettings } from '../native/device-settings.ts'
import type { Devices } from '../native/ports.ts'
import { createRemoteDevices } from '../native/remote-devices.ts'
import type { DevicesView } from '../preload/contract.ts'
import type { ModemPortStore } from './devices/device-handlers.ts'
import type { ReaderPinStore } from './devices/keep-off.ts'
import { connectPracticeControls } from './devices/practice-controls.ts'
import type { PracticeControls } from './devices/practice.ts'
import { watchDevices, type DeviceWatch } from './devices/watch-devices.ts'
import { chooseCardPrinter, printerSetting, type CardPrinterChoice } from './printing/card-printer.ts'
import type { StartOptions } from './shell/start-options.ts'
import type { Preferences, PreferenceStore } from './station/preferences.ts'

export interface OpenDevicesDeps {
  readonly options: StartOptions
  readonly preferences: PreferenceStore
  /** Socket for the controls of virtual devices; absent where nothing controls them. */
  readonly handsPath: string | undefined
  readonly startProcess: (settings: DeviceSettings) => UtilityProcessLike
  /** Hears why devices could not be opened. */
  readonly failed: (reason: string) => void
  readonly changed: (view: DevicesView) => void
  /** Of the policy in force: where a printer may be beside this computer and the private network. */
  readonly printerHosts: () => string | null
}

export interface OpenedDevices {
  readonly devices: Devices
  readonly deviceWatch: DeviceWatch
  readonly cardPrinter: CardPrinterChoice
  readonly modemPort: ModemPortStore
  readonly readerPins: ReaderPinStore
  readonly practiceControls?: PracticeControls
}

export function openDevices({
  options,
  preferences,
  handsPath,
  startProcess,
  failed,
  changed,
  printerHosts,
}: OpenDevicesDeps): OpenedDevices {
  let running: { close?(): void } | undefined
  const endProcess = () => {
    running?.close?.()
  }
  const remote = createRemoteDevices(
    () => {
      const pipe = pipeToUtilityProcess(
        startProcess({ ...settingsOf(options, preferences.read(), handsPath), printerHosts: [...listHosts(printerHosts())] }),
      )
      running = pipe
      return pipe
    },
    { kind: options.devices.reader, failed },
  )
  const { devices, choice: cardPrinter } = chooseCardPrinter(remote, {
    read: () => printerOf(preferences.read(), options.practice),
    keep: (printer) => {
      preferences.write({ printer })
    },
    restart: endProcess,
    hosts: printerHosts,
  })
  const readerPins: ReaderPinStore = {
    read: () => preferences.read().readers ?? {},
    write: (readers) => {
      preferences.write({ readers })
    },
  }
  return {
    devices,
    deviceWatch: watchDevices(devices, options.devices.reader, changed, readerPins.read),
    cardPrinter,
    readerPins,
    modemPort: {
      read: () => preferences.read().modemPort,
      write: (port) => {
        preferences.write({ modemPort: port })
        endProcess()
      },
    },
    ...(options.practice && handsPath ? { practiceControls: connectPracticeControls(handsPath) } : {}),
  }
}

/** Outside practice mode a virtual printer in the preferences is ignored. */
function printerOf({ printer }: Preferences, practice: boolean): PrinterChoice {
  if (printer && (practice || printer.kind !== 'virtual')) return printer
  return practice ? { kind: 'virtual', station: false } : { kind: 'system' }
}

function settingsOf(options: StartOptions, kept: Preferences, handsPath: string | undefined): DeviceSettings {
  return {
    ...options.devices,
    printer: options.printer ?? printerSetting(printerOf(kept, options.practice)),
    text: options.devices.text === 'none' && kept.modemPort ? { serial: kept.modemPort } : options.devices.text,
    ...(handsPath && options.virtualDevices ? { handsPath } : {}),
  }
}
