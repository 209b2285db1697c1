// Runs inside the installed program, which is Node where Electron cannot be had: `RA Desk.exe installed.mjs ANSWER`. Uses what the MSI put
// beside the program, and nothing else.
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

const resources = join(dirname(process.execPath), 'resources')
const beside = join(resources, 'app.asar.unpacked')

/** The heads of the archive: two numbers, then a JSON text. */
function readArchive() {
  const file = openSync(join(resources, 'app.asar'), 'r')
  const sizes = Buffer.alloc(16)
  readSync(file, sizes, 0, 16, 0)
  const heads = Buffer.alloc(sizes.readUInt32LE(12))
  readSync(file, heads, 0, heads.length, 16)
  closeSync(file)
  return Object.keys(JSON.parse(heads.toString('utf8')).files)
}

const shared = (bytes) => {
  const all = new Uint8Array(new SharedArrayBuffer(bytes.length))
  all.set(bytes)
  return all
}

async function stretch() {
  const key = shared(new Uint8Array(32))
  const workerData = {
    passphrase: shared(Buffer.from('copper teapots')),
    key,
    salt: new Uint8Array(16).fill(7),
    parameters: { memoryKiB: 1024, iterations: 2, parallelism: 1 },
  }
  await new Promise((resolve, reject) => {
    const worker = new Worker(pathToFileURL(join(beside, 'dist/argon2-worker.mjs')), { workerData })
    worker.once('error', reject)
    worker.once('exit', resolve)
  })
  return Buffer.from(key).toString('hex')
}

const serialPort = { exports: {} }
process.dlopen(serialPort, join(beside, 'node_modules/@serialport/bindings-cpp/prebuilds/win32-x64/@serialport+bindings-cpp.node'))

writeFileSync(
  process.argv[2],
  JSON.stringify({
    program: process.execPath,
    platform: process.platform,
    archive: readArchive(),
    stretched: await stretch(),
    serialPort: Object.keys(serialPort.exports),
  }),
)
