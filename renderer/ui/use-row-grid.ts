/** Virtual rows and arrow keys for a grid of thousands of rows, one of which has the focus. WAI-ARIA grid pattern. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'

const ROW_HEIGHT = 38
export const HEAD_HEIGHT = 34

export interface RowSelection {
  isSelected(index: number): boolean
  select(indexes: readonly number[], selected: boolean): void
}

export function useRowGrid(count: number, onEnter: (index: number) => void, selection?: RowSelection) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const focusWanted = useRef(false)
  /** Where a selection with Shift began. */
  const anchor = useRef<number>(undefined)
  const current = Math.min(active, count - 1)
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  })
  useEffect(() => {
    if (!focusWanted.current) return
    focusWanted.current = false
    rows.scrollToIndex(current)
    // The row may have to be drawn first.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${current}"]`)?.focus({ preventScroll: true }))
  }, [current, rows])

  const move = (to: number) => {
    focusWanted.current = true
    setActive(Math.max(0, Math.min(count - 1, to)))
  }
  /** Towards the row where it began, rows are let go again. */
  const extend = (by: 1 | -1) => {
    if (!selection || current < 0) return
    anchor.current ??= current
    const to = Math.max(0, Math.min(count - 1, current + by))
    const isBack = Math.abs(to - anchor.current) < Math.abs(current - anchor.current)
    if (isBack) selection.select([current], false)
    else selection.select([current, to], true)
    move(to)
  }
  const page = () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - HEAD_HEIGHT) / ROW_HEIGHT) - 1)
  const onKeyDown = (press: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(current + 1),
      ArrowUp: () => move(current - 1),
      Home: () => move(0),
      End: () => move(count - 1),
      PageDown: () => move(current + page()),
      PageUp: () => move(current - page()),
      Enter: () => {
        if (current >= 0) onEnter(current)
      },
    }
    // What can be pressed inside a row or the head has keys of its own.
    if (press.ctrlKey || press.altKey || press.metaKey || (press.target as HTMLElement).closest('a, button, input')) return
    const selecting: Record<string, () => void> = {
      ' ': () => selection?.select([current], !selection.isSelected(current)),
      'Shift+ArrowDown': () => extend(1),
      'Shift+ArrowUp': () => extend(-1),
    }
    const step = (selection && current >= 0 && selecting[press.shiftKey ? `Shift+${press.key}` : press.key]) || steps[press.key]
    if (!step) return
    if (!press.shiftKey) anchor.current = undefined
    press.preventDefault()
    step()
  }
  const shown = rows.getVirtualItems()
  // The row that takes the Tab key must exist even when it was scrolled away.
  const tabStop = shown.some((row) => row.index === current)
    ? current
    : (shown.find((row) => row.end > (rows.scrollOffset ?? 0) + HEAD_HEIGHT)?.index ?? 0)
  return { scroller, shown, tabStop, setActive, onKeyDown, bodyHeight: rows.getTotalSize() - HEAD_HEIGHT }
}
