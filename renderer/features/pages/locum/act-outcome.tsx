/** One act on chosen entries: for several, what it would do is shown and confirmed first. Those that are refused are named with the reason. */
import { peopleInWords } from '../../../../domain/format.ts'
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Input, Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { ConfirmDialog, FormError, toast } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import type { LocumLine } from './use-locum.ts'

type Act = Input<'locum.act'>['act']
type Outcome = Output<'locum.act'>

interface LocumActOptions {
  readonly entries: readonly LocumLine[]
  /** “review”, “reviewed”. */
  readonly words: { readonly verb: string; readonly done: string }
  /** What to make sure of before. */
  readonly confirm?: string
  readonly done: () => void
}

export interface Acting {
  readonly busy: boolean
  readonly failure: Failure | undefined
  /** Of the act, or of its preview. */
  readonly refused: Outcome['refused']
  readonly question: { readonly title: string; readonly body: string; readonly confirm: string } | undefined
  ask(act: Act): Promise<void>
  onConfirm(): void
  onCancel(): void
}

export function useLocumAct({ entries, words, confirm, done }: LocumActOptions): Acting {
  const client = useCaseClient()
  const { busy, failure, run } = useAct()
  const [refused, setRefused] = useState<Outcome['refused']>([])
  const [asking, setAsking] = useState<{ readonly act: Act; readonly count: number }>()
  const chosen = entries.map(({ entryId, rev }) => ({ entryId, rev }))
  const perform = (act: Act) =>
    run(async () => {
      const answer = await client.call('locum.act', { entries: chosen, act })
      if (!answer.ok) return answer.error
      setRefused(answer.value.refused)
      if (answer.value.done.length > 0) {
        toast.success(`${peopleInWords(answer.value.done.length)} ${words.done}`)
        done()
      }
      return undefined
    })
  const title = asking && `${words.verb.charAt(0).toUpperCase()}${words.verb.slice(1)} ${peopleInWords(asking.count)}`
  return {
    busy,
    failure,
    refused,
    question: title
      ? { title: `${title}?`, body: confirm ?? 'Each entry keeps what is in it, and this is added.', confirm: title }
      : undefined,
    ask: async (act) => {
      setRefused([])
      if (chosen.length === 1) return perform(act)
      return run(async () => {
        const answer = await client.call('locum.act', { entries: chosen, act, preview: true })
        if (!answer.ok) return answer.error
        setRefused(answer.value.refused)
        if (answer.value.done.length > 0) setAsking({ act, count: answer.value.done.length })
        return undefined
      })
    },
    onConfirm: () => {
      const wanted = asking
      setAsking(undefined)
      if (wanted) void perform(wanted.act)
    },
    onCancel: () => setAsking(undefined),
  }
}

export function ActOutcome({ acting, entries }: { readonly acting: Acting; readonly entries: readonly LocumLine[] }) {
  const { failure, refused, question } = acting
  const nameOf = (entryId: string) => entries.find((one) => one.entryId === entryId)?.name ?? 'An entry'
  const [only] = refused
  return (
    <>
      <FormError failure={failure} />
      {entries.length === 1 && only && <FormError failure={only} />}
      {entries.length > 1 && refused.length > 0 && (
        <div className="locum-scroll" role="region" aria-label="Entries that would not change" tabIndex={0}>
          <p>
            <strong>{peopleInWords(refused.length)} cannot be changed:</strong>
          </p>
          <ul>
            {refused.map(({ entryId, message }) => (
              <li key={entryId}>
                {nameOf(entryId)}: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ConfirmDialog
        open={question !== undefined}
        title={question?.title ?? ''}
        body={
          <>
            <p>{question?.body}</p>
            {refused.length > 0 && <p>{peopleInWords(refused.length)} cannot be changed, and stay as they are.</p>}
          </>
        }
        confirmLabel={question?.confirm ?? ''}
        onConfirm={acting.onConfirm}
        onCancel={acting.onCancel}
      />
    </>
  )
}
