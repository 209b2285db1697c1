/** Checks all files of the record shortly after sign-in, and again on request. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../domain/result.ts'
import type { Output } from '../../preload/contract.ts'
import { useCaseClient } from './use-case-client.ts'

export type FilesCheck = Output<'files.check'>
/** Draw the first screen and compare the database before reading the whole disk. */
const DELAY_MILLISECONDS = 3_000

export function useFilesCheck(delay = DELAY_MILLISECONDS) {
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
