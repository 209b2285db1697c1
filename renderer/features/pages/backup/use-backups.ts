/** Backups as `main` tells of them, from now on. */
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useDesk } from '../../../client/use-case-client.ts'

export type BackupState = Output<'backup.state'>

export function useBackups(): { readonly state: BackupState | undefined; again(): Promise<void> } {
  const desk = useDesk()
  const [state, setState] = useState<BackupState>()
  const again = useCallback(async () => {
    const answer = await desk.call('backup.state', {})
    if (answer.ok) setState(answer.value)
  }, [desk])
  useEffect(() => {
    void again()
    let before = 'no'
    return desk.on('backup.changed', (view) => {
      setState((known) => known && { ...known, view })
      // When a piece of work has ended, the list of files is another one.
      if (before !== 'no' && view.busy === 'no') void again()
      before = view.busy
    })
  }, [desk, again])
  return { state, again }
}
