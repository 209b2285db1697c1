/**
 * Reads the files that people bring for cards in a worker thread (`read-worker.ts`): the list of a box and the PKCS #12 file of an issuing
 * authority. Each has limits of its own before it is parsed; the time limit here is for what no limit foresees.
 */
import { copySecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { runWorker, type WorkerLimits } from '../files/run-worker.ts'
import { wipe } from '../vault/wipe.ts'
import type { SerialColumn } from '../../domain/card/register/serial-list.ts'
import type { CardListFailureCode } from './read-card-list.ts'
import { authorityTooLarge, listTooLarge, MOST_AUTHORITY_BYTES, MOST_LIST_BYTES } from './largest-files.ts'
import type { AuthorityFailureCode } from './pkcs12-failures.ts'
import type { IssuingAuthority } from './read-pkcs12.ts'

/** Passphrase and private key are in shared memory, because a message between threads would leave copies of them behind. */
export type ReadJob =
  | { readonly kind: 'card-list'; readonly file: Uint8Array }
  | {
      readonly kind: 'pkcs12'
      readonly file: Uint8Array
      readonly passphrase: Uint8Array<SharedArrayBuffer>
      readonly now: number
      /** Gets the key, PKCS #8 in DER. */
      readonly privateKey: Uint8Array<SharedArrayBuffer>
    }
export type ListAnswer = Result<SerialColumn, CardListFailureCode>
export type AuthorityAnswer = Result<{ readonly keyLength: number; readonly certificate: Uint8Array }, AuthorityFailureCode>

/** Port of use-cases that read files from outside. */
export interface FileReading {
  readonly fileReader: FileReader
}

export interface FileReader {
  readCardList(file: Uint8Array): Promise<Result<SerialColumn, CardListFailureCode | 'list-too-costly'>>
  readPkcs12(file: Uint8Array, passphrase: string, now: Date): Promise<Result<IssuingAuthority, AuthorityFailureCode>>
}

/** Six times what the costliest file within the limits took on a computer of 2020. */
export const readingLimits: WorkerLimits = { milliseconds: 60_000, megabytes: 256 }

/** `workerUrl`: where the bundler put `read-worker.ts`. */
export function createFileReader(workerUrl: URL, limits: WorkerLimits = readingLimits): FileReader {
  return {
    async readCardList(file) {
      if (file.length > MOST_LIST_BYTES) return listTooLarge
      const end = await runWorker<ListAnswer>(workerUrl, { kind: 'card-list', file } satisfies ReadJob, limits)
      return 'answer' in end ? end.answer : listTooCostly
    },
    async readPkcs12(file, typed, now) {
      if (file.length > MOST_AUTHORITY_BYTES) return authorityTooLarge
      const passphrase = shareText(typed)
      // A key is never longer than the file that it is in.
      const privateKey = new Uint8Array(new SharedArrayBuffer(MOST_AUTHORITY_BYTES))
      try {
        const job: ReadJob = { kind: 'pkcs12', file, passphrase, now: now.getTime(), privateKey }
        const end = await runWorker<AuthorityAnswer>(workerUrl, job, limits)
        if (!('answer' in end)) return authorityTooCostly
        if (!end.answer.ok) return end.answer
        const { keyLength, certificate } = end.answer.value
        return ok({ privateKey: copySecret(privateKey.subarray(0, keyLength)), certificate: new Uint8Array(certificate) })
      } finally {
        wipe(passphrase, privateKey)
      }
    },
  }
}

function shareText(text: string): Uint8Array<SharedArrayBuffer> {
  const bytes = new TextEncoder().encode(text)
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  wipe(bytes)
  return shared
}

const listTooCostly = err(
  'list-too-costly',
  'Reading this list took too long or needed too much memory, so RA Desk stopped it. Nothing was imported.',
  'Save the list again as CSV with the serial numbers only, and choose that file.',
)
const authorityTooCostly = err(
  'authority-too-costly',
  'Opening this file took too long or needed too much memory, so RA Desk stopped it. Nothing was kept of it.',
  'Ask the people who run the authority to export it again with 600,000 iterations or fewer, and with its own key and certificate only.',
)
