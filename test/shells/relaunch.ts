/** Exit code of the stand-in when the app asked to be started again: nobody is left to do so once it has ended, so whoever started it does. Electron does it by itself. */
export const RELAUNCH = 75
