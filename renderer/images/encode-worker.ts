/** The thread in which pictures are encoded: one message with a picture, one answer. */
import { encodeCardImage, encodePhotograph, reencode } from './encode.ts'

const jobs = { reencode, encodePhotograph, encodeCardImage }
export type Jobs = typeof jobs

export interface Job<Name extends keyof Jobs = keyof Jobs> {
  readonly name: Name
  readonly input: Parameters<Jobs[Name]>
}

globalThis.addEventListener('message', ({ data: { name, input } }: MessageEvent<Job>) => {
  const work = jobs[name] as (...words: readonly unknown[]) => Promise<unknown>
  // Without an answer the page would wait for ever: an error that nobody catches here reaches its `onerror`.
  void work(...input).then(
    (answer) => globalThis.postMessage(answer),
    (error: unknown) => reportError(error),
  )
})
