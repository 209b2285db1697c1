/** What waits beside the cases, as `main` gathers it: read when the page opens, on a new day, and when the agent comes back to the window. */
import { useEffect, useState } from 'react'
import type { WorkItem } from '../../../../domain/work-item.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'

export function useWorkItems(): { readonly items: readonly WorkItem[]; readonly failed: boolean } {
  const client = useCaseClient()
  const { today } = useStationState()
  const [state, setState] = useState<{ readonly items: readonly WorkItem[]; readonly failed: boolean }>({ items: [], failed: false })
  useEffect(() => {
    let current = true
    const read = () =>
      void client.call('work.items', {}).then((answer) => {
        if (current) setState((before) => (answer.ok ? { items: answer.value.items, failed: false } : { ...before, failed: true }))
      })
    read()
    window.addEventListener('focus', read)
    return () => {
      current = false
      window.removeEventListener('focus', read)
    }
  }, [client, today])
  return state
}
