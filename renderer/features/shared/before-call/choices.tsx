/** Lists of the edition as choices in a form, and the warnings under a field. */
import type { ReactNode } from 'react'
import type { Choice } from '../../../ui/index.ts'
import { OTHER } from './read-form.ts'

export function choicesOf(
  list: readonly { readonly id: string; readonly name: string; readonly note?: string | undefined }[],
  other?: ReactNode,
): Choice[] {
  return list.map(({ id, name, note }) => ({ value: id, label: name, hint: note, reveals: id === OTHER ? other : undefined }))
}

/** Things to check again. They do not stop the agent. */
export function Warnings({ of }: { of: readonly string[] | undefined }) {
  if (!of || of.length === 0) return null
  return (
    <>
      {of.map((words) => (
        <span key={words} className="before-call-warning">
          <span className="nhsuk-u-visually-hidden">Warning: </span>
          {words}
        </span>
      ))}
    </>
  )
}

/** Under a field: how RA Desk read it, and what to check. `undefined` if there is nothing to show. */
export function noteOf(reads: string | undefined, warnings: readonly string[] | undefined): ReactNode {
  if (reads === undefined && !(warnings && warnings.length > 0)) return undefined
  return (
    <>
      {reads !== undefined && <span className="before-call-reads">{reads}</span>}
      <Warnings of={warnings} />
    </>
  )
}
