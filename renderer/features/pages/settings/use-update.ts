/** What `main` says of updates, as of opening the page and after each step. */
import { useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

export type UpdateView = Output<'update.read'>

export function useUpdate(): { readonly view: UpdateView | undefined; setView(view: UpdateView): void } {
  const client = useCaseClient()
  const [view, setView] = useState<UpdateView>()
  useEffect(() => {
    let current = true
    void client.call('update.read', {}).then((answer) => {
      if (current && answer.ok) setView(answer.value)
    })
    return () => {
      current = false
    }
  }, [client])
  return { view, setView }
}

/** How far the copy is. */
export function useUpdateProgress() {
  const client = useCaseClient()
  const [progress, setProgress] = useState<{ readonly step: 'copying' | 'checking'; readonly done: number }>()
  useEffect(() => client.on('update.progress', setProgress), [client])
  return progress
}
