/** The time for what counts down on the screen, a second at a time. What is expired is decided by `main`, never by this clock. */
import { useEffect, useState } from 'react'

const TICK_MILLISECONDS = 1_000

export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MILLISECONDS)
    return () => clearInterval(timer)
  }, [])
  return now
}
