/** Ctrl+F: the search field of a list, because only its rows on the screen are in the page; on a page of text, the bar of `find-bar.tsx`. */
import { Suspense, useRef, useState, type ReactNode, type RefObject } from 'react'
import { screen } from '../screen.ts'

const FindBar = screen(() => import('./find-bar.tsx').then(({ FindBar: bar }) => bar))

/** Of the list that the page shows; `undefined` on a page of text. */
function findListSearch(page: Element): HTMLInputElement | undefined {
  return [...page.querySelectorAll<HTMLInputElement>('input[type="search"]')].find(
    (field) => !field.disabled && field.checkVisibility({ visibilityProperty: true }),
  )
}

/** `find` is the act of the key; `bar` is shown while the agent finds words on this page, and goes with the page. */
export function useFind(page: RefObject<HTMLElement | null>, location: string): { readonly find: () => void; readonly bar: ReactNode } {
  const [asked, setAsked] = useState<{ readonly location: string; readonly times: number }>()
  const from = useRef<HTMLElement>(null)
  const isOpen = asked?.location === location
  const find = () => {
    const field = page.current && findListSearch(page.current)
    if (field) {
      field.focus()
      field.select()
      return
    }
    if (!isOpen) from.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setAsked({ location, times: isOpen ? asked.times + 1 : 1 })
  }
  const close = () => {
    const before = from.current
    // Not to its place on the page: the agent stays at what was found.
    const back = before?.isConnected && before !== document.body ? before : page.current
    back?.focus({ preventScroll: true })
    setAsked(undefined)
  }
  return {
    find,
    bar: isOpen && (
      <Suspense fallback={null}>
        <FindBar page={page} asked={asked.times} onClose={close} />
      </Suspense>
    ),
  }
}
