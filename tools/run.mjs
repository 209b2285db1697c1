// Runs one of the project's commands on any machine with Node 20: sets up what is missing, builds what changed, then hands over
// to Node 24 (the major inside Electron), which comes as an npm package. Plain JavaScript without dependencies: it runs before any are there.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { setUp } from './set-up/set-up.mjs'
import { nodeForTools, root } from './set-up/places.mjs'

const commands = {
  start: { entry: 'tools/start.ts', build: true, packages: 'run' },
  demo: { entry: 'tools/demo/demo.ts', build: true, packages: 'run' },
  doctor: { entry: 'tools/doctor.ts', build: false, packages: 'run' },
  bench: { entry: 'tools/bench.ts', build: true, packages: 'run' },
  'virtual-card': { entry: 'tools/virtual-card.ts', build: false, packages: 'none' },
  build: { entry: 'tools/build.ts', build: false, packages: 'none' },
  graph: { entry: 'tools/graph.ts', build: false, packages: 'none' },
  'sign-edition': { entry: 'tools/sign-edition.ts', build: false, packages: 'none' },
  check: { entry: 'tools/check.ts', build: false, packages: 'none' },
  'test:faults': { entry: 'tools/faults.ts', build: false, packages: 'none' },
  'test:windows': { entry: 'tools/test-windows.ts', build: true, packages: 'test' },
  'test:mutation': { entry: 'tools/mutation.ts', build: false, packages: 'none' },
  'test:packaging': { entry: 'tools/test-packaging.ts', build: false, packages: 'run' },
  package: { entry: 'tools/package.ts', build: false, packages: 'none' },
  test: { entry: 'tools/test.ts', build: true, packages: 'test' },
}

const [name, ...args] = process.argv.slice(2)
/** @type {{ entry: string, build: boolean, packages: string } | undefined} */
const command = Object.entries(commands).find(([known]) => known === name)?.[1]
if (!command) {
  console.error(`Use: npm run ${Object.keys(commands).join(' | ')}`)
  process.exit(2)
}

if (!existsSync(join(root, command.entry))) {
  console.error(`${command.entry} is not part of this checkout.`)
  process.exit(2)
}
// Tests end with the command that started them, also when that was killed: the process below notices that this one is gone.
if (name?.startsWith('test')) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1)
  }, 1_000).unref()
}
if (!(await setUp({ packages: command.packages }))) process.exit(1)
if (command.build && (await run(['tools/build.ts'])) !== 0) process.exit(1)
process.exit(await run([command.entry, ...args]))

/** @param {string[]} words @returns {Promise<number>} */
function run(words) {
  return new Promise((resolve) => {
    const child = spawn(nodeForTools(), ['--disable-warning=ExperimentalWarning', ...words], { cwd: root, stdio: 'inherit' })
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1)))
    child.on('error', (error) => {
      console.error(`${fileURLToPath(import.meta.url)}: ${error.message}`)
      resolve(1)
    })
  })
}
