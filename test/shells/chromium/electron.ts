/**
 * What `electron` means in the Chromium shell. Each export says by `satisfies` which part of Electron's own type it keeps to, and
 * throws by name for the rest. Events are Node's (`on`, `once`, `off`): Electron's overloads of `on` are left out of the comparison.
 */
import type {
  App,
  BrowserWindow as ElectronWindow,
  BrowserWindowConstructorOptions,
  Clipboard,
  CommandLine,
  Dialog,
  IpcMain,
  Menu as ElectronMenu,
  PowerMonitor,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Shell,
  UtilityProcess,
  WebContents,
  WebFrameMain,
} from 'electron'
import { app as appStandIn } from './app.ts'
import { WindowStandIn } from './browser-window.ts'
import * as desktop from './desktop.ts'
import { ipcMain as ipcMainStandIn } from './ipc-main.ts'
import { lacking, standIn } from './lacks.ts'
import { protocol as protocolStandIn, session as sessionStandIn } from './session.ts'
import { utilityProcess as utilityProcessStandIn } from './utility-process.ts'
import type { FrameStandIn } from './frames.ts'
import type { WebContentsStandIn } from './web-contents.ts'

export const app = appStandIn satisfies Pick<
  App,
  | 'name'
  | 'isPackaged'
  | 'getName'
  | 'getVersion'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'setAppLogsPath'
  | 'isReady'
  | 'whenReady'
  | 'quit'
  | 'relaunch'
  | 'exit'
  | 'focus'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'setAppUserModelId'
> & { commandLine: Pick<CommandLine, 'hasSwitch' | 'getSwitchValue' | 'appendSwitch'> }

export const BrowserWindow = WindowStandIn satisfies new (options?: BrowserWindowConstructorOptions) => WindowPart

export const ipcMain = ipcMainStandIn satisfies Like<Pick<IpcMain, 'handle' | 'removeHandler'>>

export const protocol = protocolStandIn satisfies Like<
  Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>
>

export const session = sessionStandIn satisfies {
  defaultSession: Like<
    Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setSpellCheckerEnabled'>
  >
}

export const utilityProcess = utilityProcessStandIn satisfies {
  fork(modulePath: string, args?: string[], options?: Electron.ForkOptions): UtilityPart
}

export const powerMonitor = desktop.powerMonitor satisfies Pick<PowerMonitor, 'getSystemIdleState' | 'getSystemIdleTime'>

export const dialog = desktop.dialog satisfies Like<Pick<Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showErrorBox'>>

export const safeStorage = desktop.safeStorage satisfies Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

export const shell = desktop.shell satisfies Pick<Shell, 'openPath' | 'showItemInFolder'>

export const Menu = desktop.Menu satisfies Like<Pick<typeof ElectronMenu, 'setApplicationMenu'>> & {
  buildFromTemplate: (...args: never[]) => Like<Pick<ElectronMenu, 'popup'>>
}

export const screen = desktop.screen satisfies ScreenPart

export const clipboard = desktop.clipboard satisfies Like<Pick<Clipboard, 'readText' | 'writeText' | 'read' | 'clear'>>

/** These two live in the preload's world (`bridge.ts`); main has no use for them, in Electron neither. */
export const contextBridge = standIn('contextBridge', { exposeInMainWorld: lacking('contextBridge in main') }) satisfies Pick<
  Electron.ContextBridge,
  'exposeInMainWorld'
>
export const ipcRenderer = standIn('ipcRenderer', { invoke: lacking('ipcRenderer in main') }) satisfies Pick<Electron.IpcRenderer, 'invoke'>

/** Libraries that import the whole of `electron` find the same exports here. */
export default standIn('electron', {
  app,
  BrowserWindow,
  ipcMain,
  protocol,
  session,
  utilityProcess,
  powerMonitor,
  dialog,
  safeStorage,
  shell,
  Menu,
  screen,
  clipboard,
} satisfies Partial<Record<keyof typeof Electron.CrossProcessExports, unknown>>)

/** The methods' parameters may be narrower than Electron's (the stand-in looks at what it uses); names and answers must agree. */
type Like<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: never[]) => infer Answer ? (...args: never[]) => Answer : Part[Name]
}
type WindowPart = Like<
  Pick<
    ElectronWindow,
    | 'id'
    | 'loadURL'
    | 'show'
    | 'showInactive'
    | 'isVisible'
    | 'focus'
    | 'close'
    | 'destroy'
    | 'isDestroyed'
    | 'setContentProtection'
    | 'setMenu'
    | 'removeMenu'
    | 'setMenuBarVisibility'
    | 'getBounds'
    | 'getNormalBounds'
    | 'setBounds'
    | 'isMaximized'
    | 'isMinimized'
    | 'maximize'
    | 'minimize'
    | 'restore'
    | 'setTitle'
    | 'getTitle'
    | 'getMinimumSize'
  >
>
type UtilityPart = Like<Pick<UtilityProcess, 'pid' | 'postMessage' | 'kill' | 'stdout' | 'stderr'>>
type ScreenPart = { getPrimaryDisplay(): DisplayPart; getAllDisplays(): DisplayPart[] } & Partial<Record<keyof Screen, unknown>>
type DisplayPart = Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'workAreaSize' | 'size' | 'scaleFactor'>

type Keeps<Have extends Want, Want> = [Have, Want]
export type InnerParts = [
  Keeps<
    WebContentsStandIn,
    Like<
      Pick<
        WebContents,
        | 'id'
        | 'getURL'
        | 'isDestroyed'
        | 'isCrashed'
        | 'loadURL'
        | 'reload'
        | 'forcefullyCrashRenderer'
        | 'close'
        | 'focus'
        | 'send'
        | 'setWebRTCIPHandlingPolicy'
        | 'startDrag'
        | 'getZoomFactor'
        | 'setZoomFactor'
      >
    >
  >,
  Keeps<FrameStandIn, Pick<WebFrameMain, 'url' | 'origin' | 'frameTreeNodeId' | 'detached'>>,
]
