/** Starts a command in the folder of Wine. Processes and mounts are the run's own: all end with it, also when this process is killed. */
import { mkdirSync } from 'node:fs'
import { withParent } from '../../test/support/with-parent.ts'

export type SeenFolder = string | { readonly from: string; readonly at: string }

export interface EnterWine {
  /** Of `wineFolder()`. */
  readonly folder: string
  /** A program as it is named inside, and its words. */
  readonly command: readonly string[]
  /** Folders of this machine that the command may read and write: at the same place, or at another. */
  readonly folders?: readonly SeenFolder[]
  readonly env?: Readonly<Record<string, string>>
  /** In one of `folders`. */
  readonly cwd?: string
}

/**
 * In a mount and process namespace of its own: devices and `folders` bound, `/tmp` and `/run` in memory. `--kill-child` ends the first
 * process of the namespace with `unshare`, and the system then ends all others in it, Wine's server too.
 */
const ENTER = `
root=$1; shift
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs tmpfs "$root/run"
while [ "$1" != -- ]; do
  mkdir -p "$root$2"
  mount --rbind "$1" "$root$2"
  shift 2
done
shift
exec chroot "$root" "$@"
`

const LINUX = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8' }

/** For `spawn`. Standard input, output and errors of the command are those that `spawn` is given. */
export function enterWine({ folder, command, folders = [], env = {}, cwd = '/' }: EnterWine): [program: string, words: string[]] {
  const seen = folders.map((each) => (typeof each === 'string' ? { from: each, at: each } : each))
  for (const { from } of seen) mkdirSync(from, { recursive: true })
  const variables = Object.entries({ ...LINUX, ...env }).map(([name, value]) => `${name}=${value}`)
  const apart = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private']
  const inside = ['/usr/bin/env', '-i', '-C', cwd, ...variables, ...command]
  return withParent('unshare', [
    ...apart,
    '--',
    '/bin/sh',
    '-eu',
    '-c',
    ENTER,
    'enter-wine',
    folder,
    ...seen.flatMap(({ from, at }) => [from, at]),
    '--',
    ...inside,
  ])
}
