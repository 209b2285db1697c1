/**
 * Encodes pictures in a worker of their own. On the page's thread Chromium encodes only when the page is idle, and waits up to a second
 * for that, for each of some thirty encodings of a photograph.
 */
import type { Box } from '../../domain/card/photo.ts'
import type { Job, Jobs } from './encode-worker.ts'

type Mime = 'image/jpeg' | 'image/png'

export const reencode = (picture: ImageBitmap, mime: Mime) => askWorker('reencode', picture, mime)
export const encodePhotograph = (picture: ImageBitmap, box: Box) => askWorker('encodePhotograph', picture, box)
export const encodeCardImage = (picture: ImageBitmap, mime: Mime) => askWorker('encodeCardImage', picture, mime)

/** The picture stays with the page: the worker has a copy, which ends with it. Rejects when the worker fails. */
function askWorker<Name extends keyof Jobs>(name: Name, ...input: Parameters<Jobs[Name]>): ReturnType<Jobs[Name]> {
  const worker = new Worker(new URL('./encode-worker.ts', import.meta.url), { type: 'module', name: 'pictures' })
  const answer = new Promise<unknown>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(data))
    worker.addEventListener('messageerror', () => reject(new Error('the answer about a picture cannot be read')))
    worker.addEventListener('error', ({ message }) => reject(new Error(`encoding a picture failed: ${message}`)))
    const job: Job<Name> = { name, input }
    worker.postMessage(job)
  })
  return answer.finally(() => worker.terminate()) as ReturnType<Jobs[Name]>
}
