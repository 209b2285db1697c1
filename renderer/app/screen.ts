/** Screens whose code is fetched from our own origin when they are first opened, or before that in an idle moment. */
import { createElement, use, type ComponentType, type ReactNode } from 'react'

export interface Screen<Props extends object> {
  (props: Props): ReactNode
  /** Fetches the code. Once it is there, the screen is drawn at once, without the fallback. */
  readonly load: () => Promise<unknown>
}

export function screen<Props extends object>(fetchScreen: () => Promise<ComponentType<Props>>): Screen<Props> {
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<ComponentType<Props>> | undefined
  const load = (): Promise<ComponentType<Props>> => {
    loading ??= fetchScreen().then(
      (fetched) => (loaded = fetched),
      (failure: unknown) => {
        // The next attempt fetches it again.
        loading = undefined
        throw failure
      },
    )
    return loading
  }
  function Drawn(props: Props): ReactNode {
    return createElement(loaded ?? use(load()), props)
  }
  return Object.assign(Drawn, { load })
}
