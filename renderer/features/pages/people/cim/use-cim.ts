/** The reports of CIM and their differences as `main` has them now. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ListedDifference, ListState } from '../../../../../domain/cim/filter-differences.ts'
import { ok, type Failure, type Result } from '../../../../../domain/result.ts'
import type { CaseClient } from '../../../../client/case-client.ts'
import type { Output, Push } from '../../../../../preload/contract.ts'
import { useCaseClient } from '../../../../client/use-case-client.ts'

export type CimView = Output<'cim.read'>
export type ReportView = CimView['reports'][number]
export type DifferenceView = ListedDifference

export interface CimState {
  readonly view: CimView | undefined
  /** `undefined` while they are read. */
  readonly differences: readonly DifferenceView[] | undefined
  readonly failure: Failure | undefined
  /** Present while the reports are compared. */
  readonly comparing: Push<'cim.comparing'> | undefined
  /** After a report was imported or removed. */
  compare(): void
  /** After differences were settled or opened again. */
  reload(): Promise<void>
}

const noNames = { done: 0, of: 0 }

/** In pieces, from the beginning when something changed between two of them. */
async function readAll(client: CaseClient, state: ListState, isOvertaken: () => boolean): Promise<Result<readonly DifferenceView[]>> {
  let all: DifferenceView[] = []
  for (let version: number | undefined; !isOvertaken();) {
    const answer = await client.call('cim.differences', { state, from: all.length })
    if (!answer.ok) return answer
    const { differences, total } = answer.value
    const isChanged = version !== undefined && answer.value.version !== version
    version = isChanged ? undefined : answer.value.version
    if (isChanged) all = []
    else all.push(...(differences as readonly DifferenceView[]))
    if (!isChanged && all.length >= total) break
  }
  return ok(all)
}

export function useCim(state: ListState): CimState {
  const client = useCaseClient()
  const [view, setView] = useState<CimView>()
  const [differences, setDifferences] = useState<readonly DifferenceView[]>()
  const [failure, setFailure] = useState<Failure>()
  const [comparing, setComparing] = useState<Push<'cim.comparing'>>()
  const newest = useRef(0)

  const reload = useCallback(async () => {
    const ask = ++newest.current
    const isOvertaken = () => ask !== newest.current
    const [read, listed] = await Promise.all([client.call('cim.read', {}), readAll(client, state, isOvertaken)])
    // An answer that was overtaken by a later question says nothing.
    if (isOvertaken()) return
    if (read.ok) setView(read.value)
    if (listed.ok) setDifferences(listed.value)
    const failed = [read, listed].find((answer) => !answer.ok)
    setFailure(failed && !failed.ok ? failed.error : undefined)
  }, [client, state])

  const current = useRef(reload)
  useEffect(() => {
    current.current = reload
    setDifferences(undefined)
    void reload()
  }, [reload])

  const compare = useCallback(() => {
    setComparing(noNames)
    void client.call('cim.compare', {}).then((answer) => {
      // Another comparison took its place, and is shown instead.
      if (!answer.ok && answer.error.code === 'stale') return
      setComparing(undefined)
      if (!answer.ok) setFailure(answer.error)
      void current.current()
    })
  }, [client])

  useEffect(
    () =>
      client.on('cim.comparing', (progress) => {
        setComparing((before) => before && progress)
        // Everything but the names is there.
        if (progress.done === 0) void current.current()
      }),
    [client],
  )
  useEffect(compare, [compare])
  return { view, differences, failure, comparing, compare, reload }
}
