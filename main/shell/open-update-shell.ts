/** What an update needs of the shell: the dialog, the installer, and the end of the app. */
import type { UpdateShell } from '../ports.ts'

/** The page says meanwhile that RA Desk closes. */
const END_AFTER_MILLISECONDS = 3_000

export interface UpdateDialogs extends Pick<UpdateShell, 'chooseFile'> {
  readonly show: (path: string) => void
}

/** Of Electron's `app`. */
interface Ending {
  readonly isPackaged: boolean
  quit(): void
}

export function openUpdateShell(app: Ending, builtInKeys: string, { chooseFile, show }: UpdateDialogs): UpdateShell {
  const platform = `${process.platform}-${process.arch}`
  return {
    chooseFile,
    builtInKeys,
    isPackaged: app.isPackaged,
    platform,
    startInstaller: async (path) => {
      const { runApart, startInstaller } = await import('./start-installer.ts')
      return startInstaller(path, { platform, env: process.env, run: runApart, show })
    },
    endSoon: () => {
      setTimeout(() => {
        app.quit()
      }, END_AFTER_MILLISECONDS)
    },
  }
}
