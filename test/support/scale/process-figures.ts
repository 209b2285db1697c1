/** What processes use, from `/proc` (Linux): memory that is theirs alone or their part of what is shared, the most they ever had, time of the processor. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MB = 1_000_000
const KIB = 1_024
/** A second of the processor in the units of `/proc/PID/stat`. */
const TICKS = 100

/** Proportional set size, in MB. */
export const memoryOf = (pid: number): number => readField(`/proc/${String(pid)}/smaps_rollup`, 'Pss')
/** The most that was resident since `forgetPeak`, in MB. */
export const peakOf = (pid: number): number => readField(`/proc/${String(pid)}/status`, 'VmHWM')
export const residentOf = (pid: number): number => readField(`/proc/${String(pid)}/status`, 'VmRSS')

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${String(pid)}/clear_refs`, '5')
}

function readField(file: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(file, 'utf8'))?.[1]
  if (found === undefined) throw new Error(`${file} does not say ${name}`)
  return (Number(found) * KIB) / MB
}

/** Seconds of the processor so far. */
export function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .split(') ')
    .at(-1)!
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** What the files of a folder take up on the disk, in MB. Files that go meanwhile do not count. */
export function diskUseOf(folder: string): number {
  let bytes = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    try {
      const { blocks } = statSync(join(folder, name))
      bytes += blocks * 512
    } catch {
      /* gone meanwhile */
    }
  }
  return bytes / MB
}

/** MB of a Node process that does nothing. */
export async function measureBareNode(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("")'], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    await once(child.stdout, 'data')
    return memoryOf(child.pid!)
  } finally {
    child.kill()
  }
}
