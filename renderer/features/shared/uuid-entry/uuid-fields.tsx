/** The UUID typed twice, or pasted once. */
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { Link } from 'wouter'
import { personOfSummary } from '../../../../domain/case/summary.ts'
import { parseUuid } from '../../../../domain/registrant/uuid.ts'
import { useSummaries } from '../../../client/use-case-client.ts'
import { formatUuid, TextField } from '../../../ui/index.ts'
import { partOfForm } from '../part-of-form.ts'
import { findOtherCase, isPasted, type UuidEntry } from './uuid-entry.ts'

interface UuidFieldsProps<Values extends UuidEntry> {
  readonly form: UseFormReturn<Values>
  readonly hint: string
  /** The case that the UUID is entered for; undefined before it begins. */
  readonly caseId: string | undefined
  /** The UUID that was saved before. It need not be typed again while it stays as it is. */
  readonly saved?: string | undefined
  /** Another case with this UUID is one of the same person. */
  readonly samePerson?: boolean
}

export function UuidFields<Values extends UuidEntry>({ form: whole, hint, caseId, saved, samePerson }: UuidFieldsProps<Values>) {
  const form = partOfForm<UuidEntry, Values>(whole)
  const [typed, pasted] = useWatch({ control: form.control, name: ['typed', 'pasted'] })
  const parsed = parseUuid(typed)
  const other = findOtherCase(typed, caseId, useSummaries())
  return (
    <>
      <div onPaste={(event) => form.setValue('pasted', event.clipboardData.getData('text'), { shouldDirty: true })}>
        <TextField
          form={form}
          name="typed"
          label="UUID"
          hint={hint}
          width={20}
          inputMode="numeric"
          code
          note={
            parsed.ok && (
              <>
                <span className="desk-mono">{formatUuid(parsed.value)}</span>
                {other && !samePerson && (
                  <>
                    {' '}
                    is the UUID of another case. <Link href={`/case/${other.caseId}`}>Open case {other.reference}</Link> or{' '}
                    <Link href={`/people/person/${personOfSummary(other)}`}>the person</Link>
                  </>
                )}
              </>
            )
          }
        />
      </div>
      {isPasted({ typed, pasted }) ? (
        <p className="desk-secondary">
          {parsed.ok && parsed.value === saved ? 'Not changed' : 'Pasted'}, so you do not need to type it again.
        </p>
      ) : (
        <TextField
          form={form}
          name="again"
          label="UUID again"
          hint="Type it from CIS again to catch mistakes"
          width={20}
          inputMode="numeric"
          code
        />
      )}
    </>
  )
}
