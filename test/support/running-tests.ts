/**
 * Which tests are running is on the disk: `test-output/running` holds one file for each process that runs tests, with the test's name. A
 * file whose process is gone names a test that was running when its run was cut off.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const runningFolder = fileURLToPath(new URL('../../test-output/running', import.meta.url))

/** For one process that runs tests, or for one of its workers. `folder` is another in the test of this file only. */
export function noteOfRunning(worker = '', folder = runningFolder): { running(title: string): void; nothing(): void } {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${String(process.pid)}${worker === '' ? '' : `-${worker}`}.txt`)
  return {
    running: (title) => writeFileSync(file, `${new Date().toISOString()} ${title}\n`),
    nothing: () => rmSync(file, { force: true }),
  }
}

/** What runs that were cut off left behind: the time and the name of each test. Removes the notes. */
export function takeCutOffTests(folder = runningFolder): string[] {
  if (!existsSync(folder)) return []
  const left = readdirSync(folder).filter((name) => !isAlive(Number.parseInt(name, 10)))
  return left.map((name) => {
    const note = readFileSync(join(folder, name), 'utf8').trim()
    rmSync(join(folder, name))
    return note
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
