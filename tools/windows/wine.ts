/**
 * Runs Windows programs under Wine 10. `set-up-wine.ts` makes the folder of Wine once for a machine.
 *
 * Each run has processes, mounts and a wineserver of its own, which all end with it. Without `drive` it also has a Windows drive of its
 * own, in memory. A `drive` is kept between runs; only one run may use it at a time.
 */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enterWine, type SeenFolder } from './enter-wine.ts'
import { TEMPLATE_PREFIX } from './wine-folder.ts'

export { findWine } from './wine-folder.ts'
export { windowsPath } from './windows-path.ts'

export interface InWine {
  /** Of `findWine()`. */
  readonly folder: string
  /** A Windows program: its Linux path in one of `folders`, or a name that Wine has itself, as `msiexec`. */
  readonly program: string
  readonly args?: readonly string[]
  /** Windows variables. Nothing of this process's environment reaches the program. */
  readonly env?: Readonly<Record<string, string>>
  /** A Linux path in one of `folders`. */
  readonly cwd?: string
  /** Folders of this machine that the program may read and write, at `windowsPath(folder)`. */
  readonly folders?: readonly SeenFolder[]
  /** A folder of this machine that keeps Windows' drive C and its registry between runs. Made when it is not there. */
  readonly drive?: string
  /** Shell commands that run before the program, inside, for example to start `pcscd -f --disable-polkit &`. */
  readonly before?: string
  /** Files that get what the program prints: Windows Node cannot write to a Unix pipe. By default temporary ones, which are read back. */
  readonly stdout?: string
  readonly stderr?: string
  /** Milliseconds, after which all of the run is ended. */
  readonly timeLimit?: number
  readonly signal?: AbortSignal
}

export interface WineResult {
  /** Undefined when it was ended. */
  readonly code: number | undefined
  /** Empty when they went to a file of the caller. */
  readonly stdout: string
  readonly stderr: string
}

/** Where a run finds a Windows drive of its own. */
const OWN_DRIVE = '/tmp/drive'

/**
 * Sets Windows' drive up and runs the program. A drive of the run's own lies over the template: only changes take memory, and
 * temporary files are on a plain disk in memory. Of a drive that is kept, Wine's server writes the registry as it ends.
 */
const RUN = `
drive=$1 before=$2; shift 2
if [ "$drive" = ${OWN_DRIVE} ]; then
  mkdir /tmp/changes /tmp/work "$drive"
  mount -t overlay overlay -o lowerdir=${TEMPLATE_PREFIX},upperdir=/tmp/changes,workdir=/tmp/work "$drive" || cp -a ${TEMPLATE_PREFIX}/. "$drive"
  mount -t tmpfs tmpfs "$drive/drive_c/users/root/AppData/Local/Temp"
elif [ ! -e "$drive/system.reg" ]; then
  cp -a ${TEMPLATE_PREFIX}/. "$drive"
fi
eval "$before"
[ "$drive" = ${OWN_DRIVE} ] && exec wine "$@"
wine "$@" && code=0 || code=$?
wineserver --kill || true
wineserver --wait
exit $code
`

/** For `spawn`, when the caller follows the process itself. All three of its standard streams must be files. */
export function wineCommand(run: InWine): [program: string, words: string[]] {
  const { folder, program, args = [], env = {}, cwd, folders = [], drive, before = '' } = run
  return enterWine({
    folder,
    command: ['/bin/sh', '-eu', '-c', RUN, 'run-wine', drive ?? OWN_DRIVE, before, program, ...args],
    folders: drive === undefined ? folders : [...folders, drive],
    // No windows to ask for .NET or an HTML engine, no report of each thing that Wine does not have.
    env: { WINEPREFIX: drive ?? OWN_DRIVE, WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=', WINEDEBUG: '-all', ...env },
    ...(cwd === undefined ? {} : { cwd }),
  })
}

export async function runInWine(run: InWine): Promise<WineResult> {
  const own = mkdtempSync(join(tmpdir(), 'ra-desk-wine-'))
  const out = run.stdout ?? join(own, 'stdout')
  const errors = run.stderr ?? join(own, 'stderr')
  const files = [openSync('/dev/null', 'r'), openSync(out, 'w'), openSync(errors, 'w')] as const
  try {
    const [program, words] = wineCommand(run)
    const code = await new Promise<number | undefined>((resolve, reject) => {
      const limit = run.timeLimit === undefined ? [] : [AbortSignal.timeout(run.timeLimit)]
      const signal = AbortSignal.any([...limit, ...(run.signal ? [run.signal] : [])])
      const child = spawn(program, words, { stdio: [...files], signal, killSignal: 'SIGKILL' })
      child.once('error', (error) => {
        if (error.name !== 'AbortError') reject(error)
      })
      child.once('exit', (ended) => {
        resolve(ended ?? undefined)
      })
    })
    const read = (file: string | undefined, mine: string) => (file === undefined && existsSync(mine) ? readFileSync(mine, 'utf8') : '')
    return { code, stdout: read(run.stdout, out), stderr: read(run.stderr, errors) }
  } finally {
    for (const file of files) closeSync(file)
    rmSync(own, { recursive: true, force: true })
  }
}
