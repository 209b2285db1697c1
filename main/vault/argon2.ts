/** Argon2id (RFC 9106) in a worker thread: it takes 64 MiB and some tenths of a second, which must not block the app. */
import { Worker } from 'node:worker_threads'
import { copySecret, secretBytes } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { wipe } from './wipe.ts'

export interface KdfParameters {
  readonly memoryKiB: number
  readonly iterations: number
  readonly parallelism: number
}

/** Passphrase and key are in shared memory, because a message between threads would leave copies of them behind. */
export interface StretchJob {
  readonly passphrase: Uint8Array<SharedArrayBuffer>
  readonly key: Uint8Array<SharedArrayBuffer>
  readonly salt: Uint8Array
  readonly parameters: KdfParameters
}

export interface Kdf {
  /** Where the bundler put `argon2-worker.ts`. */
  readonly workerUrl: URL
  /** For new slots. */
  readonly parameters: KdfParameters
  /** Slots below this are refused. Only tests lower it. */
  readonly floor: KdfParameters
}

/** RFC 9106 §4, second recommended choice. */
export const standardKdf: KdfParameters = { memoryKiB: 65_536, iterations: 3, parallelism: 4 }
/** OWASP's minimum for Argon2id: a slot that asks for less was weakened on purpose. */
export const kdfFloor: KdfParameters = { memoryKiB: 19_456, iterations: 2, parallelism: 1 }
/** More would let an altered file stop the workstation. */
const kdfCeiling: KdfParameters = { memoryKiB: 524_288, iterations: 12, parallelism: 16 }

/** Whether parameters ask for less memory or fewer iterations than `now`. */
export function isWeaker(made: KdfParameters, wanted: KdfParameters): boolean {
  return made.memoryKiB < wanted.memoryKiB || made.iterations < wanted.iterations
}

export type KdfFailureCode = 'kdf-refused' | 'kdf-failed'

export function checkKdf(parameters: KdfParameters, floor: KdfParameters): Result<void, KdfFailureCode> {
  const within = (['memoryKiB', 'iterations', 'parallelism'] as const).every(
    (name) => Number.isSafeInteger(parameters[name]) && parameters[name] >= floor[name] && parameters[name] <= kdfCeiling[name],
  )
  if (within && parameters.memoryKiB >= 8 * parameters.parallelism) return ok()
  return err(
    'kdf-refused',
    'The file that protects the passphrase was altered: its settings are too weak or too costly. Nothing was opened.',
    'Do not type your passphrase again here. Restore the folder from a backup, or use the recovery key.',
  )
}

/** 32 bytes from a passphrase in Unicode NFKC, so that the keyboard and the system do not matter. */
export async function stretch(
  kdf: Pick<Kdf, 'workerUrl'>,
  passphrase: string,
  salt: Uint8Array,
  parameters: KdfParameters,
): Promise<Result<Uint8Array, KdfFailureCode>> {
  const typed = encode(passphrase.normalize('NFKC'))
  const job: StretchJob = { passphrase: shared(typed.length), key: shared(KEY_LENGTH), salt, parameters }
  job.passphrase.set(typed)
  try {
    await runWorker(kdf.workerUrl, job)
    return ok(copySecret(job.key))
  } catch {
    return err(
      'kdf-failed',
      'The passphrase could not be checked: this computer has too little free memory. Nothing was changed.',
      'Close other programs and try again.',
    )
  } finally {
    wipe(typed, job.passphrase, job.key)
  }
}

const KEY_LENGTH = 32
const shared = (length: number) => new Uint8Array(new SharedArrayBuffer(length))

function encode(text: string): Uint8Array {
  const bytes = secretBytes(3 * text.length)
  return bytes.subarray(0, new TextEncoder().encodeInto(text, bytes).written)
}

/** Resolves when the worker has ended, and its memory with it. */
function runWorker(url: URL, job: StretchJob): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { workerData: job })
    let done = false
    worker.once('message', () => {
      done = true
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      if (done) resolve()
      else reject(new Error('the worker ended without an answer'))
    })
  })
}
