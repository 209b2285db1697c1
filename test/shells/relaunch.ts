/** Exit code of the stand-in when the app asked to be started again: it has ended by then, so the process that started it does so. Electron does it by itself. */
export const RELAUNCH = 75
