/** The composition root: where the clock, randomness, devices and windows come from, and how they are put together. */
import { randomFillSync, randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, clipboard, ipcMain, utilityProcess, type BrowserWindow } from 'electron'
import type { PrinterChoice } from '../domain/card/printer-choice.ts'
import type { ReaderPins } from '../domain/card/reader-choice.ts'
import { secretBytes } from '../domain/secret-bytes.ts'
import { pipeToUtilityProcess } from '../native/device-pipe.ts'
import { createRemoteDevices } from '../native/remote-devices.ts'
import { createApp } from './app.ts'
import { collectGarbage } from './vault/collect-garbage.ts'
import {
  claimSingleInstance,
  comeForward,
  endWithWindow,
  lockBeforeClose,
  onPageCrash,
  onSystemLock,
  restart,
  systemIdleSeconds,
} from './shell/app-events.ts'
import { chooseCardPrinter, printerSetting } from './printing/card-printer.ts'
import { createClipboard } from './station/clipboard.ts'
import { removeOldAsides, setDatabaseAside, type DatabaseAside } from './record/database-aside.ts'
import { loadFonts } from './documents/fonts.ts'
import { createPush, serve } from './shell/ipc.ts'
import { createLog } from './shell/log.ts'
import { policyPlaces, readPolicy } from './station/policy-file.ts'
import { openPreferences } from './station/preferences.ts'
import { appOrigin, registerAppScheme, serveApp } from './shell/protocol.ts'
import { createReveals } from './shell/reveal-window.ts'
import { openKeyStore } from './shell/key-store.ts'
import { readStartOptions } from './shell/start-options.ts'
import { describeShell } from './shell/shell-names.ts'
import { connectPracticeControls, privatePath } from './devices/practice-controls.ts'
import { chooseBackupFile, chooseBackupFolder, saveFile } from './shell/file-dialogs.ts'
import { watchDevices } from './devices/watch-devices.ts'
import { standardKdf } from './vault/argon2.ts'
import { createStationAccess } from './station/station-access.ts'
import { addDestroyedKeys } from './backup/destroyed-keys.ts'
import { backupRecipientOf } from './backup/identities.ts'
import { cutOffNetwork, denyTheRest, emptyPage, isOurFrame, openAsideWindow, openMainWindow } from './shell/window.ts'
import { workPhoneReveal } from './devices/work-phone.ts'

const REVEAL_SECONDS = 30
const LOOK_EVERY_MILLISECONDS = 10_000
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const random = (length: number) => randomFillSync(secretBytes(length))

const options = readStartOptions(process.argv.slice(1), app.isPackaged)
registerAppScheme()
app.enableSandbox()
cutOffNetwork()
// Practice never touches the folder of real cases.
if (options.practice && !process.argv.some((word) => word.startsWith('--user-data-dir=')))
  app.setPath('userData', `${app.getPath('userData')} practice`)
const folder = app.getPath('userData')
app.setPath('sessionData', join(folder, 'session'))
const log = createLog(join(folder, 'logs'))
const preferences = openPreferences(folder)
let window: BrowserWindow | undefined

if (
  claimSingleInstance(() => {
    comeForward(window)
  })
)
  void app.whenReady().then(start)
else {
  process.stderr.write('RA Desk is already running for this data folder. Its window was brought to the front.\n')
  app.exit(3)
}

async function start(): Promise<void> {
  const databaseAside = await setAsideWhenAsked()
  denyTheRest()
  const pages = serveApp(beside('../renderer'))
  const shell = describeShell(process.versions['electron'])
  const push = createPush(() => window?.webContents)
  const reveals = createReveals({ openWindow: openAsideWindow, serveOnce: pages.serveOnce, withdraw: pages.withdraw, randomId: randomUUID })
  const handsPath = process.env['RA_DESK_HANDS'] ?? (options.practice ? privatePath() : undefined)
  let devicePipe: { close?(): void } | undefined
  const readPrinter = (): PrinterChoice => {
    const { printer } = preferences.read()
    // Outside practice mode a virtual printer in the file is ignored.
    return printer && (options.practice || printer.kind !== 'virtual')
      ? printer
      : options.practice
        ? { kind: 'virtual', station: false }
        : { kind: 'system' }
  }
  const remote = createRemoteDevices(
    () => {
      const { modemPort } = preferences.read()
      const text = options.devices.text === 'none' && modemPort ? { serial: modemPort } : options.devices.text
      const printer = options.printer ?? printerSetting(readPrinter())
      const settings = { ...options.devices, printer, text, ...(handsPath && options.virtualDevices ? { handsPath } : {}) }
      const pipe = pipeToUtilityProcess(
        utilityProcess.fork(beside('../device-process.mjs'), [JSON.stringify(settings)], { serviceName: 'RA Desk devices' }),
      )
      devicePipe = pipe
      return pipe
    },
    {
      kind: options.devices.reader,
      failed: (reason) => {
        log.warn('devices could not be opened', { reason })
      },
    },
  )
  const { devices, choice: cardPrinter } = chooseCardPrinter(remote, {
    read: readPrinter,
    keep: (printer) => {
      preferences.write({ printer })
    },
    restart: () => {
      devicePipe?.close?.()
    },
  })
  const readerPins = {
    read: () => preferences.read().readers ?? {},
    write: (readers: ReaderPins) => {
      preferences.write({ readers })
    },
  }
  const deviceWatch = watchDevices(
    devices,
    options.devices.reader,
    (view) => {
      push('devices.changed', view)
    },
    readerPins.read,
  )
  const keyStore = await openKeyStore(join(folder, 'device-secret.bin'), random)

  const places = policyPlaces(process.platform, process.env, folder)
  // Tests and demonstrations name another machine-wide file; an installed app never does.
  const policy = await readPolicy({
    ...places,
    machine: (app.isPackaged ? undefined : process.env['RA_DESK_MACHINE_POLICY']) ?? places.machine,
  })
  for (const { source, name } of policy.problems) log.warn('policy value left out', { source, name: name ?? '(unknown)' })
  const { kdfMemoryMiB, kdfIterations } = policy.policy

  let lockingPage = false
  const desk = createApp({
    vaultAccess: createStationAccess({
      folder,
      noteDestroyedKeys: addDestroyedKeys,
      backupRecipientOf,
      browserFolder: join(folder, 'session', 'IndexedDB'),
      randomBytes: random,
      monotonic: () => performance.now(),
      now: () => new Date(),
      kdf: {
        workerUrl: new URL('../argon2-worker.mjs', import.meta.url),
        parameters: { ...standardKdf, memoryKiB: kdfMemoryMiB * 1_024, iterations: kdfIterations },
      },
    }),
    folder,
    policy,
    databaseAside,
    setDatabaseAside: () => {
      preferences.write({ setDatabaseAside: true })
      restart()
    },
    copies: createClipboard(clipboard),
    systemIdleSeconds,
    keyStore,
    deviceWatch,
    devices,
    push,
    shell: shell.kind,
    version: app.getVersion(),
    practice: options.practice,
    virtualDevices: options.virtualDevices,
    now: () => new Date(),
    monotonic: () => performance.now(),
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    newId: randomUUID,
    randomInt,
    randomBytes: random,
    samplesFolder: beside('../samples'),
    doctor: { shell, builtAt: BUILT_AT },
    documentFonts: async () => {
      const fonts = await loadFonts(beside('../fonts'))
      if (!fonts.ok) throw new Error(fonts.error.code)
      return fonts.value
    },
    reveal: async (reveal) => {
      await reveals.show(workPhoneReveal(reveal, REVEAL_SECONDS))
    },
    closeReveals: reveals.closeAll,
    saveFile,
    backups: {
      memory: {
        read: () => preferences.read().backup ?? {},
        write: (backup) => {
          preferences.write({ backup })
        },
      },
      chooseFolder: chooseBackupFolder,
      chooseFile: chooseBackupFile,
    },
    afterLock: () => {
      void collectGarbage()
      if (!window || window.isDestroyed()) return
      lockingPage = true
      emptyPage(window)
      window.webContents.once('did-finish-load', () => {
        lockingPage = false
      })
    },
    cardPrinter,
    modemPort: {
      read: () => preferences.read().modemPort,
      // The supervisor starts the device process again, with the new port, when the old one has ended.
      write: (port) => {
        preferences.write({ modemPort: port })
        devicePipe?.close?.()
      },
    },
    screenScale: {
      read: () => preferences.read().screenScale,
      write: (screenScale) => {
        preferences.write({ screenScale })
      },
    },
    readerPins,
    ...(options.practice && handsPath ? { practiceControls: connectPracticeControls(handsPath) } : {}),
  })

  serve(ipcMain, desk.handlers, {
    isOurFrame: (event) => window !== undefined && isOurFrame(window, event),
    isUnlocked: desk.isUnlocked,
    isPractice: () => options.practice,
    isStrict: !app.isPackaged,
    findRoleRefusal: desk.findRoleRefusal,
    onRefused: ({ channel, code }) => {
      log.warn('ipc refused', { channel, code })
    },
    onBug: (channel, error) => {
      log.error('bug in an IPC handler', { channel, error: error.stack ?? error.name })
    },
  })
  setInterval(desk.lockWhenDue, LOOK_EVERY_MILLISECONDS).unref()
  onSystemLock((reason) => {
    void desk.lock(reason)
  })
  endWithWindow(async () => {
    await desk.lock('closed')
    deviceWatch.stop()
    await devices.close()
  })
  const page = openMainWindow({
    preload: beside('../preload.cjs'),
    title: options.practice ? 'RA Desk – PRACTICE' : 'RA Desk',
    place: {
      read: () => preferences.read().window,
      write: (bounds) => {
        preferences.write({ window: bounds })
      },
    },
  })
  window = page
  lockBeforeClose(page, desk.isUnlocked, () => desk.lock('closed'))
  onPageCrash(
    page,
    () => lockingPage,
    (reason) => {
      log.error('the page’s process ended', { reason })
      void desk
        .lock('page')
        .then(() => page.loadURL(`${appOrigin()}/`))
        .catch(() => undefined)
    },
  )
  // A page that is loaded again while it loads reports the first load as broken off; the second one is what counts.
  await page.loadURL(`${appOrigin()}/`).catch((error: Error) => {
    log.warn('the first load of the page was broken off', { error: error.name })
  })
}

/** Before anything opens the database. */
async function setAsideWhenAsked(): Promise<DatabaseAside | undefined> {
  const removed = await removeOldAsides(folder, new Date()).catch(() => 0)
  if (removed > 0) log.warn('databases that were set aside long ago were removed', { removed })
  if (preferences.read().setDatabaseAside !== true) return undefined
  const aside = await setDatabaseAside(folder, new Date())
  preferences.write({ setDatabaseAside: undefined })
  log.warn('the database was to be set aside', aside !== undefined && 'failed' in aside ? aside : {})
  return aside
}
