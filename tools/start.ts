/** The app for a person: Electron when its binary is here, else the same app in this machine's Chromium. Arguments go on to it (`--practice`). */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { RELAUNCH } from '../test/shells/relaunch.ts'
import { findElectron, projectFolder, whyNot } from '../test/shells/shells.ts'

const electron = findElectron()
const noChromium = electron === undefined ? whyNot('chromium-stand-in') : undefined
if (noChromium !== undefined) {
  console.error(
    `RA Desk cannot start: Electron’s binary is not on this machine, and neither is Chromium (${noChromium.replace('not run: ', '')}).`,
  )
  process.exit(1)
}
const dist = join(projectFolder, 'dist')
const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
const [program, words] =
  electron !== undefined
    ? // The folder and not the file: its package.json gives name, version and data folder.
      ([electron, [projectFolder, ...sandbox]] as const)
    : ([process.execPath, [join(dist, 'chromium/main.mjs')]] as const)

console.log(
  electron !== undefined ? 'RA Desk in Electron.' : 'RA Desk in the Chromium stand-in, because Electron’s binary is not on this machine.',
)
if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  console.log('There is no display here, so no window can be seen. Start it from a desktop, or under xvfb-run.')
}
console.log('To stop it, close its window, or press Ctrl and C here.')

let next = [...words, ...process.argv.slice(2)]
let child = start()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))

function start(): ChildProcess {
  const started = spawn(program, next, {
    cwd: projectFolder,
    // The stand-in says over the fourth one with which words it wants to be started again.
    stdio: electron === undefined ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  started.on('message', (message: { readonly relaunch?: readonly string[] }) => {
    if (message.relaunch) next = [...message.relaunch]
  })
  started.once('error', (error) => {
    console.error(`RA Desk cannot start: ${error.message}`)
    process.exit(1)
  })
  started.once('exit', (code, signal) => {
    if (code === RELAUNCH && electron === undefined) child = start()
    else process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1))
  })
  return started
}
