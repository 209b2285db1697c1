/** Entry of a worker thread: stretches one passphrase and ends. Its memory goes with it. */
import { parentPort, workerData } from 'node:worker_threads'
import { argon2id } from 'hash-wasm'
import type { StretchJob } from './argon2.ts'

const { passphrase, key, salt, parameters } = workerData as StretchJob
const stretched = await argon2id({
  password: passphrase,
  salt,
  memorySize: parameters.memoryKiB,
  iterations: parameters.iterations,
  parallelism: parameters.parallelism,
  hashLength: key.length,
  outputType: 'binary',
})
key.set(stretched)
stretched.fill(0)
parentPort?.postMessage('done')
