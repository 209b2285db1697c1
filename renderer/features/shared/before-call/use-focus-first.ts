/** Takes the focus along when the place where it was is gone: after a file was chosen, a button replaced, a dialog used. */
import { useEffect, useRef, type RefObject } from 'react'

/** The first control inside takes the focus each time `due` becomes true. */
export function useFocusFirst<Place extends HTMLElement>(due: boolean): RefObject<Place | null> {
  const place = useRef<Place>(null)
  useEffect(() => {
    if (due) place.current?.querySelector<HTMLElement>('input:checked, button, select, textarea, input:not([type="file"])')?.focus()
  }, [due])
  return place
}
