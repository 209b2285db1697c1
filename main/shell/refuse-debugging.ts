/**
 * An installed app is never debugged from outside: with these words on its command line any program of the computer could read the page.
 * Electron's fuses do not switch them off.
 */
const DEBUGGING = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'inspect', 'inspect-brk'] as const

/** The word that is not allowed, if the app was started with one. */
export function findDebuggingWord(isPackaged: boolean, hasSwitch: (name: string) => boolean): string | undefined {
  return isPackaged ? DEBUGGING.find(hasSwitch) : undefined
}
