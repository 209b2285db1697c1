/** Screens whose code is fetched when they are first opened, or before that. */
import { createElement, type ComponentType, type ReactNode } from 'react'
import { fetchOnce, useFetched } from '../features/shared/fetched-once.ts'

export interface Screen<Props extends object> {
  (props: Props): ReactNode
  /** Fetches the code. Once it is there, the screen is drawn at once, without the fallback. */
  readonly load: () => Promise<unknown>
}

export function screen<Props extends object>(fetchScreen: () => Promise<ComponentType<Props>>): Screen<Props> {
  const code = fetchOnce(fetchScreen)
  function Drawn(props: Props): ReactNode {
    return createElement(useFetched(code), props)
  }
  return Object.assign(Drawn, { load: code.load })
}
