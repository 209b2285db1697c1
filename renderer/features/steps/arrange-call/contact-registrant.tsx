/** Beside the form: how to contact the registrant, and what to tell them about the call. */
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { formatPhone } from '../../../../domain/phone-number.ts'
import { CopyButton, EmailAddress } from '../../../ui/index.ts'
import type { ReadyCase } from '../step-screen.ts'

export function ContactRegistrant({ handle }: { handle: ReadyCase }) {
  const { details } = handle.view.facts
  if (!details) return null
  return (
    <section className="desk-card" aria-label="Contact the registrant">
      <h2 className="nhsuk-heading-s">Contact the registrant</h2>
      <ul className="before-call-copies">
        <li>
          <span className="desk-mono">{formatPhone(details.mobile)}</span>
          <CopyButton value={formatPhone(details.mobile)} label="mobile number" />
        </li>
        <li>
          <span>
            <EmailAddress address={details.email.address} />
          </span>
          <CopyButton value={details.email.address} label="email address" />
        </li>
      </ul>
    </section>
  )
}

/** What to tell the registrant on the phone. The figures come from the edition. */
export function Explanation({ edition }: { edition: Edition }) {
  return (
    <section className="desk-card" aria-label="Explain the process">
      <h2 className="nhsuk-heading-s">Explain the process</h2>
      <ol className="before-call-tips">
        <li>“Be alone, where no one else can see your screen or hear you.”</li>
        <li>“Have this mobile phone and the document you sent me with you.”</li>
        <li>
          “On the call I will text you a {edition.phoneCode.digits}-digit code. Read it out to me. It lasts {edition.phoneCode.lifeMinutes}{' '}
          minutes.”
        </li>
        <li>“Then hold your document next to your face so that I can compare them.”</li>
        <li>“Your card comes by post. Call me when you have it. I will then text the passcode to this phone.”</li>
        <li>“No one will ever ask you for the passcode.”</li>
      </ol>
    </section>
  )
}
