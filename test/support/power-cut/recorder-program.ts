/** Does each kind of change once, while it is recorded: `node recorder-program.ts FOLDER`. */
import * as fs from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { acknowledge } from './record-program.ts'

const folder = process.argv[2]!
const at = (name: string) => join(folder, name)

fs.mkdirSync(at('a'))
const file = fs.openSync(at('a/f'), 'w+')
fs.writeSync(file, 'one')
fs.writeSync(file, 'TWO', 1)
fs.writevSync(file, [Buffer.from('th'), Buffer.from('ree')])
fs.writevSync(file, [Buffer.from('x'), Buffer.from('y')], 0)
fs.fdatasyncSync(file)
fs.ftruncateSync(file, 2)
fs.renameSync(at('a/f'), at('a/g'))
fs.writeSync(file, 'z', 2)
fs.closeSync(file)
acknowledge('renamed')
fs.appendFileSync(at('a/g'), 'end')
fs.writeFileSync(at('a/g'), 'new')
fs.truncateSync(at('a/g'), 1)
fs.linkSync(at('a/g'), at('h'))
const opened = fs.openSync(folder, 'r')
fs.fsyncSync(opened)
fs.closeSync(opened)
// In libuv's thread pool.
await writeFile(at('p'), 'pool')
const handle = await open(at('p'), 'r+')
await handle.write('P', 0)
await handle.sync()
await handle.close()
await fs.promises.rm(at('p'))
fs.rmSync(at('a'), { recursive: true })
// Outside of the folder: not recorded.
fs.writeFileSync(`${folder}-beside`, 'beside')
