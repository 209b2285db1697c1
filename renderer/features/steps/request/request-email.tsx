/** The email that a request came in: added by the agent, read into the form, and shown beside it. */
import { Link } from 'wouter'
import { toHex } from '../../../../domain/bytes.ts'
import { singleLine } from '../../../../domain/text-from-outside.ts'
import { useState } from 'react'
import type { Evidence } from '../../../../domain/values.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { readFile } from '../../../images/accept.ts'
import { announce, Callout, dateFromIso, FileDrop } from '../../../ui/index.ts'
import { fillIn } from '../../shared/before-call/read-form.ts'
import { EmailText, SealedEmail } from './email-text.tsx'
import { MAXIMUM_EMAIL_BYTES, readRequestEmail, type RequestEmail } from './read-email.ts'
import { suggestFields } from './suggest-fields.ts'
import type { Organisation } from '../../shared/before-call/organisation-choice.ts'
import type { RequestValues } from './read-request.ts'

type KnownRequest = NonNullable<Output<'person.requestKnown'>['known']>

const sha256Of = async (bytes: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))))

interface AddedEmail {
  readonly dropped: { readonly email: RequestEmail; readonly bytes: Uint8Array } | undefined
  readonly reading: boolean
  readonly failure: Failure | undefined
  /** A case that came from this very email. */
  readonly known: KnownRequest | undefined
  take(file: File): Promise<void>
}

/** Reads an added email and fills in the empty fields that it gives. */
export function useRequestEmail(
  form: DraftForm<RequestValues>['form'],
  edition: Edition,
  organisations: readonly Organisation[],
  today: string,
): AddedEmail {
  const [dropped, setDropped] = useState<AddedEmail['dropped']>()
  const [reading, setReading] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const [known, setKnown] = useState<KnownRequest>()
  const client = useCaseClient()
  const take = async (file: File) => {
    setReading(true)
    setFailure(undefined)
    const read = await readFile(file, MAXIMUM_EMAIL_BYTES)
    const email = read.ok ? await readRequestEmail(read.value) : read
    setReading(false)
    if (!read.ok || !email.ok) return setFailure(email.ok ? undefined : email.error)
    setDropped({ email: email.value, bytes: read.value })
    setKnown(undefined)
    const asked = await client.call('person.requestKnown', { sha256: await sha256Of(read.value) })
    if (asked.ok) setKnown(asked.value.known)
    const fill = (name: keyof RequestValues, value: string | undefined) => {
      if (value !== undefined && form.getValues(name) === '') fillIn(form, name, value)
    }
    fillIn(form, 'sourceName', singleLine(file.name))
    fill('channel', edition.requestChannels.find(({ id }) => id === 'email')?.id)
    if (email.value.sentOn && email.value.sentOn <= today) fillIn(form, 'receivedOn', dateFromIso(email.value.sentOn))
    for (const [name, value] of Object.entries(suggestFields(email.value, organisations)))
      fill(name as keyof RequestValues, value as string | undefined)
    announce('RA Desk filled in fields from the email. Check them.')
  }
  return { dropped, reading, failure, known, take }
}

interface RequestEmailPartProps {
  readonly email: AddedEmail
  /** Name of the file that the draft remembers. */
  readonly sourceName: string
  /** The email that is already kept with the case. */
  readonly recorded: Evidence | undefined
}

export function RequestEmailPart({ email, sourceName, recorded }: RequestEmailPartProps) {
  return (
    <>
      <FileDrop
        accept=".eml,message/rfc822"
        label="Request email"
        busy={email.reading}
        onFile={(file) => void email.take(file)}
        hint="An .eml file. RA Desk fills in the form from it and keeps it, encrypted, with the case."
      />
      {sourceName && !email.dropped && (
        <Callout title="Choose the email again">
          <p>You chose {sourceName} before, but RA Desk keeps it only when you save the request.</p>
        </Callout>
      )}
      {email.known && <UsedBefore known={email.known} />}
      {email.dropped && <p role="status">Filled in from {sourceName || 'the email'}. Check each field against it.</p>}
      {email.dropped ? <EmailText email={email.dropped.email} /> : recorded && <SealedEmail evidence={recorded} />}
    </>
  )
}

function UsedBefore({ known: { caseReference, caseId, deletedIn } }: { readonly known: KnownRequest }) {
  return (
    <Callout title="This email was used before">
      <p>
        {caseId ? <Link href={`/case/${caseId}`}>Case {caseReference}</Link> : `Case ${caseReference}`} began with this very email
        {deletedIn && ' and was deleted'}. Start another case only if this is a new request.
      </p>
    </Callout>
  )
}
