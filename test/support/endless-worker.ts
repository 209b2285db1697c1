/** A worker thread that never answers: as `workerData` says, it runs for ever, fills its memory, throws, or just ends. */
import { workerData } from 'node:worker_threads'

const held: unknown[] = []
if (workerData === 'throws') throw new Error('on purpose')
while (workerData !== 'ends') if (workerData === 'fills') held.push(Array.from({ length: 100_000 }, () => held.length))
