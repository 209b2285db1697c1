/** Backups as `main` tells of them, from now on. */
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

export type BackupState = Output<'backup.state'>

export function useBackups(): { readonly state: BackupState | undefined; again(): Promise<void> } {
  const client = useCaseClient()
  const [state, setState] = useState<BackupState>()
  const again = useCallback(async () => {
    const answer = await client.call('backup.state', {})
    if (answer.ok) setState(answer.value)
  }, [client])
  useEffect(() => {
    void again()
    let before = 'no'
    return client.on('backup.changed', (view) => {
      setState((known) => known && { ...known, view })
      // When a piece of work has ended, the list of files is another one.
      if (before !== 'no' && view.busy === 'no') void again()
      before = view.busy
    })
  }, [client, again])
  return { state, again }
}
