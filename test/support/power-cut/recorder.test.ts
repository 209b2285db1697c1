import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { buildRecorder } from './build-recorder.ts'
import { recordingEnvironment, recordProgram } from './record-program.ts'
import { type Operation, readRecording } from './recording.ts'
import { checkComplete } from './replay.ts'

const recorder = buildRecorder()
const program = fileURLToPath(new URL('recorder-program.ts', import.meta.url))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'power-cut-')))
afterAll(() => rmSync(folder, { recursive: true }))
const [root, log] = [join(folder, 'root'), join(folder, 'log')]

function show(operation: Operation): string {
  if (operation.kind === 'write') return `write ${operation.path} ${operation.offset} ${Buffer.from(operation.bytes).toString()}`
  if (operation.kind === 'resize') return `resize ${operation.path} ${operation.length}`
  if (operation.kind === 'rename' || operation.kind === 'link') return `${operation.kind} ${operation.path} ${operation.to}`
  if (operation.kind === 'mark') return `mark ${operation.text}`
  return `${operation.kind} ${'path' in operation ? operation.path : ''}`.trim()
}

async function readAll(log: string): Promise<string[]> {
  const found: string[] = []
  for await (const operation of readRecording(log)) found.push(show(operation))
  return found
}

const title = 'power cut: recorder'
describe.skipIf('unavailable' in recorder)('unavailable' in recorder ? `${title} (skipped: ${recorder.unavailable})` : title, () => {
  test('power cut: recorder: each change of a folder is recorded once, in order, with its bytes', async () => {
    if ('unavailable' in recorder) throw new Error(recorder.unavailable)
    mkdirSync(root)
    await recordProgram({ ...recorder, root, log }, program, root)
    expect(await readAll(log)).toEqual([
      'make-folder a',
      'make a/f',
      'write a/f 0 one',
      'write a/f 1 TWO',
      'write a/f 3 three',
      'write a/f 0 xy',
      'flush a/f',
      'resize a/f 2',
      'rename a/f a/g',
      'write a/g 2 z',
      'mark renamed',
      'write a/g 3 end',
      'resize a/g 0',
      'write a/g 0 new',
      'resize a/g 1',
      'link a/g h',
      'flush-folder',
      'make p',
      'write p 0 pool',
      'write p 0 P',
      'flush p',
      'remove p',
      'remove a/g',
      'remove a',
    ])
    await checkComplete({ log }, root)
  })

  test('power cut: recorder: a change that was not recorded is found', async () => {
    writeFileSync(join(root, 'h'), 'other')
    await expect(checkComplete({ log }, root)).rejects.toThrow('the recording missed a change of h')
  })

  test('power cut: recorder: a frame that a killed program did not finish is ignored', async () => {
    const whole = await readAll(log)
    truncateSync(log, statSync(log).size - 3)
    expect(await readAll(log)).toEqual(whole.slice(0, -1))
  })

  test('power cut: recorder: threads and processes at the same places are recorded in their order', async () => {
    if ('unavailable' in recorder) throw new Error(recorder.unavailable)
    const [busy, busyLog] = [join(folder, 'busy'), join(folder, 'busy.log')]
    mkdirSync(busy)
    await recordProgram({ ...recorder, root: busy, log: busyLog }, fileURLToPath(new URL('recorder-threads.ts', import.meta.url)), busy)
    await checkComplete({ log: busyLog }, busy)
    expect((await readAll(busyLog)).filter((line) => line.startsWith('write same'))).toHaveLength(4 * 60)
  })

  test('power cut: recorder: programs that are not Node are recorded too', async () => {
    if ('unavailable' in recorder) throw new Error(recorder.unavailable)
    const [plain, plainLog] = [join(folder, 'plain'), join(folder, 'plain.log')]
    mkdirSync(plain)
    const env = { ...process.env, ...recordingEnvironment({ ...recorder, root: plain, log: plainLog }) }
    execFileSync('sh', ['-c', 'echo one > f; echo two >> f; sync f; mv f g; sync .; echo done > "$POWER_CUT_LOG.acks"; rm g'], {
      cwd: plain,
      env,
    })
    expect(await readAll(plainLog)).toEqual([
      'make f',
      'write f 0 one\n',
      'write f 4 two\n',
      'flush f',
      'rename f g',
      'flush-folder',
      'mark done',
      'remove g',
    ])
    await checkComplete({ log: plainLog }, plain)
  })
})
