/**
 * electron-builder calls this for each program and installer of Windows (`win.signtoolOptions.sign`). With a certificate in WIN_CSC_LINK it
 * signs by signtool (Windows) or osslsigncode (elsewhere). Without one, the file stays unsigned: that is said here for each file, and
 * again at the end of `npm run package`. With RA_DESK_MUST_SIGN=1 it ends the packaging instead.
 *
 * Plain JavaScript without imports of ours: electron-builder loads it in the folder that it packs.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { basename } from 'node:path'

/**
 * @typedef {{ path: string, cscInfo: object | null, computeSignToolArgs: (isWindows: boolean) => string[], resultOutputPath?: string }} Task
 * @typedef {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform, run: (program: string, words: string[]) => { status: number | null, stderr: string, error?: Error }, say: (line: string) => void }} Machine
 */

/** @type {Machine} */
const thisMachine = {
  env: process.env,
  platform: process.platform,
  run: (program, words) => spawnSync(program, words, { encoding: 'utf8' }),
  say: (line) => {
    process.stderr.write(`${line}\n`)
    const unsigned = process.env['RA_DESK_UNSIGNED']
    if (unsigned !== undefined) appendFileSync(unsigned, `${line}\n`)
  },
}

/** @param {Task} task @param {Machine} machine */
export function signFile(task, machine = thisMachine) {
  const name = basename(task.path)
  if (task.cscInfo === null || task.cscInfo === undefined) {
    const words = `Not signed: ${name}. No certificate was given: set WIN_CSC_LINK and WIN_CSC_KEY_PASSWORD.`
    if (machine.env['RA_DESK_MUST_SIGN'] === '1') throw new Error(words)
    machine.say(words)
    return
  }
  const onWindows = machine.platform === 'win32'
  const program = machine.env['SIGNTOOL_PATH'] ?? (onWindows ? 'signtool' : 'osslsigncode')
  const { status, stderr, error } = machine.run(program, task.computeSignToolArgs(onWindows))
  if (error !== undefined) throw new Error(`Not signed: ${name}. ${program} could not be started: ${error.message}`)
  if (status !== 0) throw new Error(`Not signed: ${name}. ${program} ended with ${String(status)}: ${stderr.trim().slice(-2_000)}`)
}

/** electron-builder wants a promise. @param {Task} task */
export default async function sign(task) {
  signFile(task)
}
