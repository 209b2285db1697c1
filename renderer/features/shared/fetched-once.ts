/** Code that is fetched from our own origin once: when it is first drawn, or before that in an idle moment. */
import { use } from 'react'

export interface FetchedOnce<Code> {
  /** One promise, so that React's `use` may read it again and again. After a failure the next call fetches again. */
  readonly load: () => Promise<Code>
  /** What is there already. */
  readonly now: () => Code | undefined
}

export function fetchOnce<Code>(fetchCode: () => Promise<Code>): FetchedOnce<Code> {
  let loaded: Code | undefined
  let loading: Promise<Code> | undefined
  return {
    now: () => loaded,
    load: () =>
      (loading ??= fetchCode().then(
        (code) => (loaded = code),
        (failure: unknown) => {
          loading = undefined
          throw failure
        },
      )),
  }
}

/** Drawn at once, without the fallback, when it is there already. */
export const useFetched = <Code>({ now, load }: FetchedOnce<Code>): Code => now() ?? use(load())
