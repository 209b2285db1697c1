/** The composition root: where the clock, randomness, devices and windows come from, and how they are put together. */
import { randomFillSync, randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, clipboard, ipcMain, utilityProcess } from 'electron'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAgentFirst } from '../domain/agent-first.ts'
import { secretBytes } from '../domain/secret-bytes.ts'
import { createApp, type App, type AppDeps } from './app.ts'
import { collectGarbage } from './vault/collect-garbage.ts'
import { claimSingleInstance, endWithWindow, onSessionEnd, onSystemLock, restart, systemIdleSeconds } from './shell/app-events.ts'
import { createAppPage } from './shell/app-page.ts'
import { createFileReader } from './cards/read-apart.ts'
import { createReportReader } from './cim/report-reader.ts'
import { createClipboard } from './station/clipboard.ts'
import { removeOldAsides, setDatabaseAside, type DatabaseAside } from './record/database-aside.ts'
import { createPush, serve } from './shell/ipc.ts'
import { createLog } from './shell/log.ts'
import { policyPlaces, readPolicy } from './station/policy-file.ts'
import { createPolicyInForce, type PolicyInForce } from './station/policy-in-force.ts'
import { keepIn, openPreferences } from './station/preferences.ts'
import { registerAppScheme, serveApp } from './shell/protocol.ts'
import { createPrinting, type Printing } from './shell/print-window.ts'
import { createReveals, type Reveals } from './shell/reveal-window.ts'
import { openKeyStore } from './shell/key-store.ts'
import { keepCompileCache } from './shell/compile-cache.ts'
import { offerContextMenu } from './shell/context-menu.ts'
import { openUpdateShell } from './shell/open-update-shell.ts'
import { findDebuggingWord } from './shell/refuse-debugging.ts'
import { syncRootsOf } from './shell/local-data-folder.ts'
import { unpacked } from './shell/unpacked.ts'
import { keepZoom } from './shell/zoom.ts'
import { dataFolder as folder, startOptions as options } from './shell/data-folder.ts'
import { wordsForRestart } from './shell/practice-folder.ts'
import { describeShell } from './shell/shell-names.ts'
import { privatePath } from './devices/practice-controls.ts'
import { chooseBackupFile, chooseBackupFolder, chooseSavePath, openDialogsOver, saveFile, updateDialogs } from './shell/file-dialogs.ts'
import { systemClipboard } from './shell/system-clipboard.ts'
import { standardKdf } from './vault/argon2.ts'
import { createStationAccess } from './station/station-access.ts'
import { openDestroyedKeys } from './backup/destroyed-list.ts'
import { backupRecipientOf } from './backup/identities.ts'
import { loadAhead } from './load-ahead.ts'
import { openDevices } from './open-devices.ts'
import { cutOffNetwork, denyTheRest, openAsideWindow, openMainWindow, openPrintWindow } from './shell/window.ts'

const REVEAL_SECONDS = 30
const LOOK_EVERY_MILLISECONDS = 10_000
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const random = (length: number) => randomFillSync(secretBytes(length))
const clockAndChance = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  newId: randomUUID,
  randomInt,
  randomBytes: random,
}

/** Milliseconds since this computer started: this clock of the system goes on between two starts of the app. */
const sinceBoot = () => Number(process.hrtime.bigint() / 1_000_000n)

const debuggingWord = findDebuggingWord(app.isPackaged, (name) => app.commandLine.hasSwitch(name))
if (debuggingWord !== undefined) {
  process.stderr.write(`RA Desk does not start with --${debuggingWord}: other programs could read what is on its screen.\n`)
  app.exit(4)
}
registerAppScheme()
app.enableSandbox()
cutOffNetwork()
app.setPath('sessionData', join(folder, 'session'))
const log = createLog(join(folder, 'logs'))
const preferences = openPreferences(folder)
const page = createAppPage(log)
const agentFirst = createAgentFirst({ now: clockAndChance.monotonic, sleep: (milliseconds) => sleep(milliseconds) })

if (claimSingleInstance(page.comeForward)) void app.whenReady().then(start)
else {
  process.stderr.write('RA Desk is already running for this data folder. Its window was brought to the front.\n')
  app.exit(3)
}

async function start(): Promise<void> {
  const databaseAside = await setAsideWhenAsked()
  denyTheRest()
  const pages = serveApp(beside('../renderer'))
  const push = createPush(page.contents)
  const reveals = createReveals({ openWindow: openAsideWindow, serveOnce: pages.serveOnce, withdraw: pages.withdraw, randomId: randomUUID })
  const printing = createPrinting({
    openWindow: openPrintWindow,
    serveOnce: pages.serveOnce,
    withdraw: pages.withdraw,
    randomId: randomUUID,
  })
  const policy = await readStationPolicy()
  const opened = openDevices({
    printerHosts: () => policy.policy.printerHosts,
    options,
    preferences,
    handsPath: process.env['RA_DESK_HANDS'] ?? (options.practice ? privatePath() : undefined),
    startProcess: (settings) =>
      utilityProcess.fork(beside('../device-process/main.mjs'), [JSON.stringify(settings)], { serviceName: 'RA Desk devices' }),
    failed: (reason) => {
      log.warn('devices could not be opened', { reason })
    },
    changed: (view) => {
      push('devices.changed', view)
    },
  })
  const keyStore = await openKeyStore(join(folder, 'device-secret.bin'), random)
  const desk = createApp({
    ...clockAndChance,
    giveWay: agentFirst.giveWay,
    ...opened,
    ...describeProgram(),
    ...givenByShell(reveals, printing),
    ...keptForPages(),
    fileReader: createFileReader(unpacked(new URL('../read-worker.mjs', import.meta.url))),
    reportReader: createReportReader(unpacked(new URL('../report-worker.mjs', import.meta.url))),
    loadAhead: () => {
      loadAhead(() => keepCompileCache(folder, app.getVersion()))
    },
    vaultAccess: openVaultAccess(policy),
    folder,
    policy,
    databaseAside,
    keyStore,
    push,
  })

  serveChannels(desk)
  setInterval(desk.lockWhenDue, LOOK_EVERY_MILLISECONDS).unref()
  onSystemLock((reason) => {
    void desk.lock(reason)
  })
  endWithWindow(async () => {
    await desk.lock('closed')
    opened.deviceWatch.stop()
    await opened.devices.close()
  })
  const window = openMainWindow({
    preload: beside('../preload.cjs'),
    title: options.practice ? 'RA Desk – PRACTICE' : 'RA Desk',
    place: {
      read: () => preferences.read().window,
      write: (bounds) => {
        preferences.write({ window: bounds })
      },
    },
  })
  fitOut(window, desk)
  await page.open(window, desk)
}

/** What the window has of the system's: dialogs, menu, zoom, and the lock when the session of the computer ends. */
function fitOut(window: ReturnType<typeof openMainWindow>, desk: App): void {
  onSessionEnd(window, () => {
    void desk.lock('closed')
  })
  openDialogsOver(window)
  offerContextMenu(window)
  keepZoom(window, preferences, process.platform === 'darwin')
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

async function readStationPolicy(): Promise<PolicyInForce> {
  const places = policyPlaces(process.platform, folder)
  // Tests and demonstrations name another machine-wide file; an installed app never does.
  const other = app.isPackaged ? undefined : process.env['RA_DESK_MACHINE_POLICY']
  const read = await readPolicy(
    { ...places, machine: other ?? places.machine },
    () => import('./station/registry-policy.ts').then((own) => own.readRegistryPolicy(own.windowsRegistry(process.env))),
    other === undefined ? (await import('./station/system-policy.ts')).systemPolicy(process.platform) : {},
  )
  for (const { source, name } of read.problems) log.warn('policy value left out', { source, name: name ?? '(unknown)' })
  return createPolicyInForce(read)
}

function openVaultAccess({ policy }: PolicyInForce): AppDeps['vaultAccess'] {
  return createStationAccess({
    folder,
    openDestroyedKeys,
    backupRecipientOf,
    browserFolder: join(folder, 'session', 'IndexedDB'),
    randomBytes: random,
    monotonic: sinceBoot,
    now: clockAndChance.now,
    kdf: {
      workerUrl: unpacked(new URL('../argon2-worker.mjs', import.meta.url)),
      get parameters() {
        return { ...standardKdf, memoryKiB: policy.kdfMemoryMiB * 1_024, iterations: policy.kdfIterations }
      },
    },
  })
}

function describeProgram() {
  const shell = describeShell(process.versions['electron'])
  return {
    shell: shell.kind,
    version: app.getVersion(),
    doctor: { shell, builtAt: BUILT_AT, syncRoots: syncRootsOf(process.env) },
    practice: options.practice,
    virtualDevices: options.virtualDevices,
    samplesFolder: beside('../samples'),
    documentFonts: async () => {
      const { loadFonts } = await import('./documents/fonts.ts')
      const fonts = await loadFonts(beside('../fonts'))
      if (!fonts.ok) throw new Error(fonts.error.code)
      return fonts.value
    },
  } satisfies Partial<AppDeps>
}

/** Windows, dialogs and the clipboard, which only the shell has. */
function givenByShell(reveals: Reveals, printing: Printing) {
  return {
    copies: createClipboard(systemClipboard(clipboard)),
    systemIdleSeconds,
    saveFile,
    chooseSavePath,
    startDrag: page.startDrag,
    updates: openUpdateShell(app, UPDATE_KEYS, updateDialogs),
    reveal: async (reveal) => {
      const { workPhoneReveal } = await import('./devices/work-phone.ts')
      await reveals.show(workPhoneReveal(reveal, REVEAL_SECONDS))
    },
    printPage: printing.print,
    closeReveals: () => {
      reveals.closeAll()
      printing.closeAll()
    },
    setDatabaseAside: () => {
      preferences.write({ setDatabaseAside: true })
      restart()
    },
    restartIn: (practice) => {
      restart(wordsForRestart(process.argv.slice(1), practice))
    },
    afterLock: () => {
      void collectGarbage()
      page.clear()
    },
  } satisfies Partial<AppDeps>
}

/** What pages keep outside the vault. */
function keptForPages() {
  return {
    dismissedSetUp: {
      read: () => preferences.read().dismissedSetUp ?? [],
      write: (dismissed) => {
        preferences.write({ dismissedSetUp: [...dismissed] })
      },
    },
    screenScale: keepIn(preferences, 'screenScale'),
    lastPrinters: { read: () => preferences.read().documentPrinters ?? {}, write: keepIn(preferences, 'documentPrinters').write },
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
  } satisfies Partial<AppDeps>
}

function serveChannels(desk: App): void {
  serve(ipcMain, desk.handlers, {
    isOurFrame: page.isOurFrame,
    isUnlocked: desk.isUnlocked,
    isPractice: () => options.practice,
    isStrict: !app.isPackaged,
    act: agentFirst.act,
    findRefusal: desk.findRefusal,
    onRefused: ({ channel, code }) => {
      log.warn('ipc refused', { channel, code })
    },
    onBug: (channel, error) => {
      log.error('bug in an IPC handler', { channel, error: error.stack ?? error.name })
    },
  })
}
