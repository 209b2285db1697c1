/** Helper processes of a test run end when the process that started them ends, even when it was killed and could tidy nothing up. */
import { findProgram } from './find-program.ts'

/**
 * The same program and words for `spawn`, so that the system ends the program (SIGKILL) together with the process that spawned it.
 * Linux with util-linux only; elsewhere unchanged. `setpriv` replaces itself with the program: the process id stays that of the child.
 */
export function withParent(program: string, words: readonly string[]): [program: string, words: string[]] {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined
  return setpriv === undefined ? [program, [...words]] : [setpriv, ['--pdeathsig', 'KILL', '--', program, ...words]]
}

/** For a process of Node that was started with `spawn`: it ends within a second of its parent. */
export function endWithParent(): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1)
  }, 1_000).unref()
}
