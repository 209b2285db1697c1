/** Runs a program whose writes are recorded, and lets the program say what it acknowledged. */
import { spawn } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'

export interface Recorded {
  /** From `buildRecorder`. */
  readonly library: string
  /** The folder whose files are watched. It exists. */
  readonly root: string
  /** The log to write, outside of `root`. */
  readonly log: string
}

/** Environment of a process that is recorded, with all processes that it starts: for `spawn`, or for an Electron. */
export function recordingEnvironment({ library, root, log }: Recorded): Record<string, string> {
  // io_uring would write without the C library.
  return { LD_PRELOAD: library, POWER_CUT_ROOT: root, POWER_CUT_LOG: log, UV_USE_IO_URING: '0' }
}

/** Runs a script with this Node until it ends. @throws when it ends with an error. */
export function recordProgram(recorded: Recorded, script: string, ...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...recordingEnvironment(recorded) },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) =>
      status === 0 ? resolve() : reject(new Error(`the recorded program ended with ${status ?? signal}`)),
    )
  })
}

/**
 * Called inside the recorded program: from this moment on `text` (one line) is a promise to the agent, for example "act 17 is saved".
 * @throws when the process is not recorded.
 */
export function acknowledge(text: string): void {
  const log = process.env['POWER_CUT_LOG']
  if (log === undefined) throw new Error('acknowledge: this process is not recorded')
  const file = openSync(`${log}.acks`, 'a')
  writeSync(file, `${text}\n`)
  closeSync(file)
}
