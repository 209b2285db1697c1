/**
 * After each change of place, the heading of the new screen takes the focus, also when the screen comes a little later. A screen of which the place
 * names a part marks that part's heading with `data-landing`.
 */
import { useEffect, useRef, type RefObject } from 'react'
import { windowTitleOf } from './navigation.ts'

const LONGEST_WAIT_MILLISECONDS = 5_000

export function useRouteFocus(main: RefObject<HTMLElement | null>, location: string): void {
  const first = useRef(true)
  useEffect(() => {
    document.title = windowTitleOf(location)
    if (first.current) {
      first.current = false
      return
    }
    const element = main.current
    if (!element) return
    window.scrollTo(0, 0)
    const focusHeading = () => {
      const landing = element.querySelector<HTMLElement>('[data-landing]')
      const heading = landing ?? element.querySelector<HTMLElement>('h1')
      if (!heading) return false
      heading.tabIndex = -1
      heading.focus({ preventScroll: true })
      landing?.scrollIntoView()
      return true
    }
    if (focusHeading()) return
    const observer = new MutationObserver(() => {
      if (focusHeading()) observer.disconnect()
    })
    observer.observe(element, { childList: true, subtree: true })
    const timer = setTimeout(() => observer.disconnect(), LONGEST_WAIT_MILLISECONDS)
    return () => {
      observer.disconnect()
      clearTimeout(timer)
    }
  }, [main, location])
}
