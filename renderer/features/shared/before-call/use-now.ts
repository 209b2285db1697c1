/** The time for countdowns, updated every second. `main` decides what has expired, never this clock. */
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
