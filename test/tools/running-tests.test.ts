/** Which test was running when a run was cut off is on the disk, and what the tests started ends with the run. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noteOfRunning, takeCutOffTests } from '../support/running-tests.ts'

const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-running-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs `code` as a module of its own. `firstLine` resolves with what it prints first. */
function startModule(code: string) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return {
    child,
    firstLine: new Promise<string>((resolve) => child.stdout.once('data', (piece: Buffer) => resolve(piece.toString().trim()))),
    exited: new Promise<void>((resolve) => child.once('exit', () => resolve())),
  }
}

describe('running tests: the note on the disk', () => {
  test('names the test while it runs, and is gone when nothing runs', () => {
    const note = noteOfRunning('1', folder)
    note.running('test/a.test.ts: it works')
    expect(readdirSync(folder)).toEqual([`${String(process.pid)}-1.txt`])
    expect(readFileSync(join(folder, `${String(process.pid)}-1.txt`), 'utf8')).toMatch(/^\S+Z test\/a\.test\.ts: it works\n$/)
    note.nothing()
    expect(readdirSync(folder)).toEqual([])
  })

  test('of a process that was killed says what it ran, once; that of a living one stays', async () => {
    noteOfRunning('', folder).running('test/b.test.ts: still running')
    const { child, firstLine, exited } = startModule(`
      import { noteOfRunning } from ${JSON.stringify(support('running-tests.ts'))}
      noteOfRunning('', ${JSON.stringify(folder)}).running('test/c.test.ts: it hangs')
      console.log('noted')
      setInterval(() => undefined, 1_000)`)
    await firstLine
    expect(takeCutOffTests(folder)).toEqual([])
    child.kill('SIGKILL')
    await exited
    expect(takeCutOffTests(folder)).toEqual([expect.stringMatching(/test\/c\.test\.ts: it hangs$/)])
    expect(takeCutOffTests(folder)).toEqual([])
    expect(readdirSync(folder)).toEqual([`${String(process.pid)}.txt`])
  })

  test('of a run that never was: nothing', () => {
    rmSync(folder, { recursive: true })
    expect(takeCutOffTests(folder)).toEqual([])
  })
})

/** A process that was killed is gone, or waits for its parent to take notice. */
function isOver(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')
      .at(-1)!
      .startsWith('Z')
  } catch {
    return true
  }
}

describe.skipIf(process.platform !== 'linux')('helper processes of tests', () => {
  test.each([
    ['any program', `console.log(spawn(...withParent('sleep', ['600']), { stdio: 'ignore' }).pid)`],
    [
      'a program of Node that looks for its parent',
      `spawn(process.execPath, ['--disable-warning=ExperimentalWarning', looking], { stdio: 'inherit' })`,
    ],
  ])('%s ends when the process that started it was killed', async (_, start) => {
    const looking = join(folder, 'looking.ts')
    writeFileSync(
      looking,
      `import { endWithParent } from ${JSON.stringify(support('with-parent.ts'))}\nendWithParent()\nconsole.log(process.pid)\nsetInterval(() => undefined, 600_000)\n`,
    )
    const { child, firstLine, exited } = startModule(`
      import { spawn } from 'node:child_process'
      import { withParent } from ${JSON.stringify(support('with-parent.ts'))}
      const looking = ${JSON.stringify(looking)}
      ${start}
      setInterval(() => [withParent, looking], 600_000)`)
    const helper = Number(await firstLine)
    expect(isOver(helper)).toBe(false)
    child.kill('SIGKILL')
    await exited
    await expect.poll(() => isOver(helper), { timeout: 20_000 }).toBe(true)
  })
})
