/** Shows the original request email beside the form, as plain text: nothing in it is run, fetched or followed. */
import { useEffect, useState } from 'react'
import type { Evidence } from '../../../../domain/values.ts'
import { Button, formatDate, Spinner } from '../../../ui/index.ts'
import { useEvidence } from '../../../client/use-evidence.ts'
import { ErasedNote, useErasure } from '../../pages/retention/erased.tsx'
import { readRequestEmail, type RequestEmail } from './read-email.ts'

export function EmailText({ email }: { email: RequestEmail }) {
  return (
    <section className="before-call-email" aria-label="The email">
      <p className="before-call-email__head">
        <strong>{email.subject || 'No subject'}</strong>
        <br />
        {email.from && (
          <>
            From {email.from.name ? `${email.from.name} <${email.from.address}>` : email.from.address}
            <br />
          </>
        )}
        {email.sentOn && (
          <>
            Sent on {formatDate(email.sentOn)}
            <br />
          </>
        )}
        {email.attachments.length > 0 && <>Attachments: {email.attachments.join(', ')}</>}
      </p>
      {email.notes.length > 0 && (
        <ul className="before-call-email__notes">
          {email.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {email.text !== '' && (
        <div className="before-call-email__text" tabIndex={0} role="region" aria-label="Text of the email">
          {email.text}
        </div>
      )}
    </section>
  )
}

/** Opens the sealed email only when the agent asks for it. */
export function SealedEmail({ evidence }: { evidence: Evidence }) {
  const [open, setOpen] = useState(false)
  const erasure = useErasure(evidence)
  if (erasure) return <ErasedNote message={erasure} what="The email of the request" />
  return open ? (
    <OpenEmail evidence={evidence} />
  ) : (
    <Button variant="quiet" onClick={() => setOpen(true)}>
      Show the original email
    </Button>
  )
}

function OpenEmail({ evidence }: { evidence: Evidence }) {
  const opened = useEvidence(evidence)
  const bytes = opened.state === 'open' ? opened.bytes : undefined
  const [email, setEmail] = useState<RequestEmail | 'unreadable'>()
  useEffect(() => {
    if (!bytes) return
    let current = true
    void readRequestEmail(bytes).then((read) => {
      if (current) setEmail(read.ok ? read.value : 'unreadable')
    })
    return () => {
      current = false
    }
  }, [bytes])
  if (!email && opened.state !== 'failed') return <Spinner label="Opening the email" />
  return !email || email === 'unreadable' ? <p>RA Desk could not read this email. It is kept as it came.</p> : <EmailText email={email} />
}
