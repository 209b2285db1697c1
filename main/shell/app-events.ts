/** What the system tells the app: another start, sleep, a locked screen, the end. */
import { app, powerMonitor, type BrowserWindow } from 'electron'

export type LockReason = 'suspend' | 'system-lock'

/** False if the app already runs for this data folder: the running one is notified, and this one should end. */
export function claimSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', () => {
    onSecond()
  })
  return true
}

/** Brings the window to the agent, for a second start. */
export function comeForward(window: BrowserWindow | undefined): void {
  if (!window || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Seconds since anyone touched this computer; nothing where the shell cannot tell (the stand-in). Some desktops under Wayland always answer 0. */
export function systemIdleSeconds(): number | undefined {
  try {
    return powerMonitor.getSystemIdleTime()
  } catch {
    return undefined
  }
}

/** Holds the window's close until what is on the screen is sealed and the keys are gone. A shell whose page is gone by then has nothing to hold. */
export function lockBeforeClose(window: BrowserWindow, isUnlocked: () => boolean, lock: () => Promise<void>): void {
  window.on('close', (event) => {
    if (!isUnlocked()) return
    event.preventDefault()
    void lock().finally(() => {
      if (!window.isDestroyed()) window.destroy()
    })
  })
}

/** Ends the app in order, as its window's cross does, and starts it again: with the same words, or with these. */
export function restart(words: readonly string[] = process.argv.slice(1)): void {
  app.relaunch({ args: [...words] })
  app.quit()
}

/** Windows shuts down, or the user signs out. `before-quit` does not come then, so that the app locks by this. */
export function onSessionEnd(window: BrowserWindow, listener: () => void): void {
  window.on('query-session-end', listener)
  window.on('session-end', listener)
}

const lockedLookSeconds = 5

/** Sleep everywhere; the locked screen by event on Windows and macOS, by looking on Linux, where Electron sends none. */
export function onSystemLock(listener: (reason: LockReason) => void): () => void {
  const suspended = () => {
    listener('suspend')
  }
  const screenLocked = () => {
    listener('system-lock')
  }
  powerMonitor.on('suspend', suspended)
  powerMonitor.on('lock-screen', screenLocked)
  let wasLocked = false
  const looking =
    process.platform !== 'linux'
      ? undefined
      : setInterval(() => {
          const isLocked = powerMonitor.getSystemIdleState(lockedLookSeconds) === 'locked'
          if (isLocked && !wasLocked) screenLocked()
          wasLocked = isLocked
        }, lockedLookSeconds * 1_000)
  return () => {
    powerMonitor.off('suspend', suspended)
    powerMonitor.off('lock-screen', screenLocked)
    clearInterval(looking)
  }
}

/**
 * The window decides over the app: when it closes, the app locks, tidies up and ends. `beforeEnd` runs once, whatever starts the end
 * (the window's cross, the system shutting down, a signal), and the app waits for it, up to `patienceSeconds`.
 */
export function endWithWindow(beforeEnd: () => Promise<void>, patienceSeconds = 10): void {
  let state: 'running' | 'tidying' | 'done' = 'running'
  app.on('window-all-closed', () => {
    app.quit()
  })
  app.on('before-quit', (event) => {
    if (state === 'done') return
    event.preventDefault()
    if (state === 'tidying') return
    state = 'tidying'
    let late: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      late = setTimeout(resolve, patienceSeconds * 1_000)
    })
    // Whatever goes wrong while tidying up, what was said to be saved is on the disk already.
    void Promise.race([beforeEnd(), patience])
      .catch(() => undefined)
      .then(() => {
        clearTimeout(late)
        state = 'done'
        app.quit()
      })
  })
}

/** The page's process ended without being asked to. `expected` is true while the app itself is ending it (lock). */
export function onPageCrash(window: BrowserWindow, expected: () => boolean, listener: (reason: string) => void): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (!expected()) listener(reason)
  })
}
