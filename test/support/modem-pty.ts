/** The simulated modem on a pseudo-terminal, for the real serial library. */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from './find-program.ts'
import { withParent } from './with-parent.ts'
import type { ModemSimulator } from './modem-simulator.ts'

/** Why there can be no pseudo terminal on this machine; undefined when there can. */
export function whyNoPty(): string | undefined {
  if (process.platform === 'win32') return 'pseudo terminals are not on Windows'
  return findProgram('socat') ? undefined : 'socat is not installed'
}

export interface PluggedPty {
  /** The pseudo terminal itself: `/dev/pts/N`. */
  readonly device: string
  unplug(): Promise<void>
}

/** Plugs what speaks over a serial line into the path `link`, where it stays until it is unplugged or pulls itself out. `pulled` hears of the latter. */
export async function plugIntoPty(
  modem: Pick<ModemSimulator, 'take' | 'connect'>,
  link: string,
  pulled: () => void = () => undefined,
): Promise<PluggedPty> {
  rmSync(link, { force: true })
  const socat = spawn(...withParent(findProgram('socat')!, [`pty,raw,echo=0,link=${link}`, 'STDIO']), { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve) => socat.once('exit', () => resolve()))
  socat.stdin.on('error', () => undefined)
  socat.stdout.on('data', (bytes: Buffer) => modem.take(Uint8Array.from(bytes)))
  const kill = (): void => {
    modem.connect(undefined)
    socat.kill('SIGKILL')
    rmSync(link, { force: true })
  }
  modem.connect(
    (bytes) => void socat.stdin.write(bytes),
    () => {
      kill()
      void ended.then(pulled)
    },
  )
  for (let attempt = 0; ; attempt++) {
    const device = await readlink(link).catch(() => undefined)
    if (device !== undefined)
      return {
        device,
        unplug: async () => {
          kill()
          await ended
        },
      }
    if (attempt > 500 || socat.exitCode !== null) throw new Error('socat made no pseudo terminal')
    await sleep(10)
  }
}
