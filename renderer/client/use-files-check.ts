/** The check of all files of the record: begun once the first screen is there, answered when it is done. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../domain/result.ts'
import type { Output } from '../../preload/contract.ts'
import { useCaseClient } from './use-case-client.ts'

export type FilesCheck = Output<'files.check'>
/** The first screen is drawn and the database compared before the disk is read from end to end. */
const AFTER_UNLOCK = 3_000

export function useFilesCheck(delay = AFTER_UNLOCK) {
  const client = useCaseClient()
  const [check, setCheck] = useState<FilesCheck>()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(true)
  const ask = useCallback(
    async (again: boolean) => {
      setBusy(true)
      const answer = await client.call('files.check', { again })
      setBusy(false)
      if (answer.ok) setCheck(answer.value)
      setFailure(answer.ok ? undefined : answer.error)
      return answer.ok
    },
    [client],
  )
  useEffect(() => {
    const timer = setTimeout(() => void ask(false), delay)
    return () => {
      clearTimeout(timer)
    }
  }, [ask, delay])
  return { check, failure, busy, again: () => ask(true) }
}
