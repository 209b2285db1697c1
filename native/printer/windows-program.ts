/** Starts a program of Windows, or one that RA Desk brings, by its whole path: a program of the same name in another folder is not it. */
import { execFile } from 'node:child_process'
import { win32 } from 'node:path'

export type Environment = Readonly<Record<string, string | undefined>>

export type ProgramEnd =
  | { readonly outcome: 'ended'; readonly code: number; readonly output: string }
  /** It was never started: it is missing, or this computer does not allow it. */
  | { readonly outcome: 'not-started' }
  /** Ended by RA Desk, because it took too long or wrote too much, or by another program. What it did until then is not known. */
  | { readonly outcome: 'cut' }

export interface ProgramCall {
  readonly program: string
  readonly words: readonly string[]
  readonly milliseconds: number
  readonly mostOutput: number
  /** The whole environment of the program. */
  readonly environment: Environment
}

export type RunProgram = (call: ProgramCall) => Promise<ProgramEnd>

/** A file of Windows itself. The search path is not used: any folder in it may hold a program of the same name. */
export function inSystemRoot(environment: Environment, ...parts: readonly string[]): string {
  const root = Object.entries(environment).find(([name]) => name.toLowerCase() === 'systemroot')?.[1]
  return win32.join(root ?? 'C:\\Windows', ...parts)
}

export const runProgram: RunProgram = ({ program, words, milliseconds, mostOutput, environment }) =>
  new Promise((resolve) => {
    try {
      const child = execFile(
        program,
        [...words],
        { windowsHide: true, timeout: milliseconds, maxBuffer: mostOutput, encoding: 'utf8', env: { ...environment } },
        (error, output) => {
          if (!error) resolve({ outcome: 'ended', code: 0, output })
          else if (typeof error.code === 'number') resolve({ outcome: 'ended', code: error.code, output })
          else resolve({ outcome: error.syscall?.startsWith('spawn') ? 'not-started' : 'cut' })
        },
      )
      // PowerShell reads its input to the end before it ends.
      child.stdin?.end()
    } catch {
      // What a rule of the computer forbids is thrown at once.
      resolve({ outcome: 'not-started' })
    }
  })
