/** Starts the installer of an update, with the rights of the signed-in Windows account: Windows itself asks for an administrator. */
import { spawn } from 'node:child_process'
import { inSystemRoot } from '../../native/printer/windows-program.ts'

/** Resolves when the program runs; throws when it could not be started. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<void>

export interface InstallerDeps {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly run: RunProgram
  /** Shows a file in its folder. */
  readonly show: (path: string) => void
}

export async function startInstaller(path: string, { platform, env, run, show }: InstallerDeps): Promise<'started' | 'shown'> {
  if (!platform.startsWith('win32')) {
    show(path)
    return 'shown'
  }
  // By its whole path: a program of this name in another folder is not Windows' own.
  await run(inSystemRoot(env, 'System32', 'msiexec.exe'), ['/i', path])
  return 'started'
}

/** It goes on when RA Desk ends. No shell reads the words. */
export const runApart: RunProgram = (program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { detached: true, stdio: 'ignore' })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
