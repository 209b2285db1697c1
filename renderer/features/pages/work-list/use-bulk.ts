/** Carries a bulk act out, case by case, and undoes it. What cannot be recorded is said, and does not stop the others. */
import { useState } from 'react'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import type { CaseClient } from '../../../client/case-client.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { eventOf, inverseOf, type BulkAct } from './bulk-plan.ts'

interface Done {
  readonly caseId: string
  readonly reference: string
  /** Place of the event in the case. */
  readonly seq: number
}

export interface BulkResult {
  readonly act: BulkAct
  readonly done: readonly Done[]
  readonly failed: readonly { readonly reference: string; readonly message: string }[]
  readonly undone: boolean
}

export interface Bulk {
  readonly busy: { readonly done: number; readonly of: number } | undefined
  readonly result: BulkResult | undefined
  run(act: BulkAct, cases: readonly CaseSummary[], text: string): Promise<void>
  undo(): Promise<void>
  dismiss(): void
}

const hold = (client: CaseClient, caseId: string, held: boolean, why: string) => client.run('retention.hold', { caseId, held, why })

export function useBulk(): Bulk {
  const client = useCaseClient()
  const { today } = useStationState()
  const [busy, setBusy] = useState<Bulk['busy']>()
  const [result, setResult] = useState<BulkResult>()

  async function each<Item extends { readonly caseId: string; readonly reference: string }>(
    items: readonly Item[],
    work: (item: Item) => Promise<{ readonly seq: number } | { readonly message: string }>,
  ) {
    const done: Done[] = []
    const failed: { reference: string; message: string }[] = []
    for (const [index, item] of items.entries()) {
      setBusy({ done: index, of: items.length })
      const answer = await work(item)
      if ('seq' in answer) done.push({ caseId: item.caseId, reference: item.reference, seq: answer.seq })
      else failed.push({ reference: item.reference, message: answer.message })
    }
    setBusy(undefined)
    return { done, failed }
  }

  return {
    busy,
    result,
    dismiss: () => setResult(undefined),
    run: async (act, cases, text) => {
      const outcome = await each(cases, async (one) => {
        if (act === 'hold') {
          const held = await hold(client, one.caseId, true, text)
          return held.ok ? { seq: held.value.recorded.at(-1)?.seq ?? 0 } : { message: held.error.message }
        }
        const recorded = await client.act(one.caseId, eventOf(act, one, text, today))
        return recorded.ok ? { seq: recorded.value.record.events.at(-1)?.seq ?? 0 } : { message: recorded.error.message }
      })
      setResult({ act, ...outcome, undone: false })
    },
    undo: async () => {
      if (!result) return
      const { act } = result
      const outcome = await each(result.done, async ({ caseId, seq }) => {
        const answer = act === 'hold' ? await hold(client, caseId, false, 'Undone') : await client.act(caseId, inverseOf(act, seq))
        return answer.ok ? { seq } : { message: answer.error.message }
      })
      setResult({ act, ...outcome, undone: true })
    },
  }
}
