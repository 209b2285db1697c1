/** The app's own page and the window that it is in: cleared at every lock, and loaded again when its process ends by itself. */
import { comeForward, lockBeforeClose, onPageCrash } from './app-events.ts'
import type { Log } from './log.ts'
import { appOrigin } from './own-origin.ts'
import { isOurFrame, type FrameEvent } from './sender-check.ts'
import { emptyPage, type openMainWindow } from './window.ts'

type MainWindow = ReturnType<typeof openMainWindow>

export interface AppPage {
  /** Brings the window to the agent, for a second start. */
  comeForward(): void
  /** Where messages to the page go; `undefined` before the window is open. */
  contents(): MainWindow['webContents'] | undefined
  isOurFrame(event: FrameEvent): boolean
  /** Begins a drag of a file out of the window. `icon`: path of the picture under the pointer. */
  startDrag(path: string, icon: string): void
  /** Clears the page's memory, at lock. */
  clear(): void
  /** Takes over the window and loads the page. Once, at start. */
  open(
    opened: MainWindow,
    vault: { readonly isUnlocked: () => boolean; readonly lock: (why: 'closed' | 'page') => Promise<void> },
  ): Promise<void>
}

export function createAppPage(log: Log): AppPage {
  let window: MainWindow | undefined
  /** True while the app itself ends the page's process. */
  let clearing = false
  return {
    comeForward: () => {
      comeForward(window)
    },
    contents: () => window?.webContents,
    isOurFrame: (event) => window !== undefined && isOurFrame(window, event),
    startDrag: (file, icon) => {
      window?.webContents.startDrag({ file, icon })
    },
    clear: () => {
      if (!window || window.isDestroyed()) return
      clearing = true
      emptyPage(window)
      window.webContents.once('did-finish-load', () => {
        clearing = false
      })
    },
    open: async (opened, { isUnlocked, lock }) => {
      window = opened
      lockBeforeClose(opened, isUnlocked, () => lock('closed'))
      onPageCrash(
        opened,
        () => clearing,
        (reason) => {
          log.error('the page’s process ended', { reason })
          void lock('page')
            .then(() => opened.loadURL(`${appOrigin()}/`))
            .catch(() => undefined)
        },
      )
      // A page that is loaded again while it loads reports the first load as broken off; the second one is what counts.
      await opened.loadURL(`${appOrigin()}/`).catch((error: Error) => {
        log.warn('the first load of the page was broken off', { error: error.name })
      })
    },
  }
}
