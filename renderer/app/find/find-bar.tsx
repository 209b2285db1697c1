/**
 * "Find on this page", for pages of text. Electron has no find bar, and Chromium's own one would be missing there, so that the page marks the
 * matches itself (CSS Custom Highlight API). Lists have a search field of their own, which `use-find.tsx` goes to instead: only the rows on
 * the screen are in the document.
 */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Button } from '../../ui/index.ts'
import './find-bar.css'
import { findRanges, showRange } from './page-text.ts'

/** A page that changes under the bar is searched again after this time. */
const SETTLED_MILLISECONDS = 150
const ALL = 'find-match'
const CURRENT = 'find-current'

export interface FindBarProps {
  readonly page: RefObject<HTMLElement | null>
  /** Goes up each time the agent asks to find: the field is chosen again. */
  readonly asked: number
  readonly onClose: () => void
}

export function FindBar({ page, asked, onClose }: FindBarProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const { query, search, ranges, current, step } = useMatches(page)
  useEffect(() => field.current?.select(), [asked])
  useEffect(() => {
    const listen = (press: globalThis.KeyboardEvent) => {
      if (press.key !== 'F3' || press.ctrlKey || press.altKey || press.metaKey) return
      press.preventDefault()
      step(press.shiftKey ? -1 : 1)
    }
    // Before the table of shortcuts, for which F3 is "find".
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  })
  const onKeyDown = (press: KeyboardEvent) => {
    if (press.key === 'Escape') onClose()
    else if (press.key === 'Enter' && press.target === field.current) step(press.shiftKey ? -1 : 1)
    else return
    press.preventDefault()
  }
  const words = query.trim() === '' ? '' : ranges.length === 0 ? 'Not found' : `${current + 1} of ${ranges.length}`
  return (
    <div className="find-bar" role="search" aria-label="On this page" onKeyDown={onKeyDown}>
      <label className="nhsuk-label" htmlFor={id}>
        Find on this page
      </label>
      <input
        id={id}
        ref={field}
        className="nhsuk-input"
        value={query}
        onChange={(change) => search(change.target.value)}
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <span className="find-bar__count" role="status">
        {words}
      </span>
      <Button variant="quiet" aria-disabled={ranges.length === 0} onClick={() => step(-1)}>
        Previous
      </Button>
      <Button variant="quiet" aria-disabled={ranges.length === 0} onClick={() => step(1)}>
        Next
      </Button>
      <Button variant="quiet" onClick={onClose}>
        Close
      </Button>
    </div>
  )
}

/** What is found on the page now, which match is looked at, and both marked on the page. */
function useMatches(page: RefObject<HTMLElement | null>) {
  const [query, setQuery] = useState('')
  const [ranges, setRanges] = useState<readonly Range[]>([])
  const [wanted, setWanted] = useState(0)
  const current = Math.min(wanted, Math.max(0, ranges.length - 1))
  const goTo = (found: readonly Range[], place: number) => {
    setWanted(place)
    const range = found[place]
    if (range) showRange(range)
  }
  const search = (text: string) => {
    setQuery(text)
    const found = page.current ? findRanges(page.current, text) : []
    setRanges(found)
    // The first that is not above what the agent sees.
    const next = found.findIndex((range) => range.getBoundingClientRect().bottom >= 0)
    goTo(found, Math.max(0, next))
  }
  useEffect(() => {
    const element = page.current
    if (!element || query.trim() === '') return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new MutationObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(() => setRanges(findRanges(element, query)), SETTLED_MILLISECONDS)
    })
    observer.observe(element, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['open', 'hidden'],
    })
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [page, query])
  useEffect(() => {
    const range = ranges[current]
    CSS.highlights.set(ALL, new Highlight(...ranges))
    CSS.highlights.set(CURRENT, Object.assign(new Highlight(...(range ? [range] : [])), { priority: 1 }))
    return () => {
      CSS.highlights.delete(ALL)
      CSS.highlights.delete(CURRENT)
    }
  }, [ranges, current])
  const step = (by: 1 | -1) => {
    if (ranges.length > 0) goTo(ranges, (current + by + ranges.length) % ranges.length)
  }
  return { query, search, ranges, current, step }
}
