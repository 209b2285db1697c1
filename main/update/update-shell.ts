/** What an update needs of the shell. */
export interface UpdateShell {
  /** `win32-x64`. */
  readonly platform: string
  /** Public keys that the build was given, with commas between them. */
  readonly builtInKeys: string
  readonly isPackaged: boolean
  /** Asks the agent for the update file; `undefined` if the agent cancels. */
  readonly chooseFile: () => Promise<string | undefined>
  /** Starts the installer where the system has a program for it, or shows the file in its folder. Throws if it could not be done. */
  readonly startInstaller: (path: string) => Promise<'started' | 'shown'>
  /** Locks and ends the app, once the answer has reached the page. */
  readonly endSoon: () => void
}
