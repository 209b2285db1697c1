/** Threads and two processes that write to the same places at the same time, while they are recorded: `node recorder-threads.ts FOLDER`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMainThread, threadId, Worker } from 'node:worker_threads'

const folder = process.argv[2]!
const isChild = process.argv[3] === 'child'

async function work(): Promise<void> {
  const same = await open(join(folder, 'same'), 'a+')
  const over = await open(join(folder, 'over'), isChild ? 'r+' : 'w')
  for (let step = 0; step < 60; step += 1) {
    const said = `${process.pid} ${threadId} ${step}\n`
    await Promise.all([same.appendFile(said), over.write(said, step % 7), writeFile(join(folder, `${process.pid}-${threadId}`), said)])
    await rename(join(folder, `${process.pid}-${threadId}`), join(folder, 'newest'))
  }
  await same.close()
  await over.close()
}

if (!isMainThread || isChild) await work()
else {
  await writeFile(join(folder, 'over'), '')
  const child = spawn(process.execPath, [import.meta.filename, folder, 'child'], { stdio: 'inherit' })
  const workers = [1, 2, 3].map(() => new Worker(new URL(import.meta.url), { argv: [folder] }))
  const [[status]] = await Promise.all([once(child, 'close'), ...workers.map((worker) => once(worker, 'exit'))])
  process.exitCode = Number(status)
}
