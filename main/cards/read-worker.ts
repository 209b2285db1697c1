/** Entry of a worker thread: reads one file that came from outside and ends. Its memory goes with it. */
import { parentPort, workerData } from 'node:worker_threads'
import { readCardList } from './read-card-list.ts'
import { readPkcs12 } from './read-pkcs12.ts'
import type { AuthorityAnswer, ListAnswer, ReadJob } from './read-apart.ts'

function read(job: ReadJob): AuthorityAnswer | ListAnswer {
  if (job.kind === 'card-list') return readCardList(job.file)
  // A decoder takes no shared memory: a copy of its own, which ends with this thread.
  const opened = readPkcs12(
    job.file,
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(job.passphrase)),
    new Date(job.now),
  )
  if (!opened.ok) return opened
  const { privateKey, certificate } = opened.value
  job.privateKey.set(privateKey)
  const answer: AuthorityAnswer = { ok: true, value: { keyLength: privateKey.length, certificate } }
  privateKey.fill(0)
  return answer
}

parentPort?.postMessage(read(workerData as ReadJob))
