/** Texts the passcode: only to the confirmed mobile, and only after the registrant has called. It is never shown here. */
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import { fullName } from '../../../../domain/journey/registrant.ts'
import { formatDateTime, formatPhone, lowerFirst, Callout, Inset, SummaryList } from '../../../ui/index.ts'
import { calledFromWords } from '../arrival/consequences.ts'
import { PrintLater } from '../../shared/after-call/print-later.tsx'
import { ReplaceCard } from '../../pages/replace-card/replace-card-page.tsx'
import { useStationState } from '../../../client/use-case-client.ts'
import { PhoneInPractice } from '../../shared/practice/practice-phone.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { AfterSending } from './after-sending.tsx'
import { SendForm } from './send-form.tsx'
import { SettleForm } from './settle-form.tsx'
import { describeReleases, findReleasesLeft, findTextState, routeNames } from './text-state.ts'
import '../../shared/after-call/after-call.css'

const NEVER_SHOWN = 'RA Desk never shows the passcode on this screen. It stays encrypted until it is texted.'

function WhetherTheyCalled({ arrival }: { readonly arrival: CaseFacts['arrival'] | undefined }) {
  return arrival ? (
    <p>
      The registrant called to say that they have the card: {formatDateTime(arrival.calledAt)}, from{' '}
      {lowerFirst(calledFromWords[arrival.calledFrom].label)}.
    </p>
  ) : (
    <Callout title="Only after the registrant has called">
      <p>Do not text the passcode until the registrant has called to say that they have the card. No call is recorded yet.</p>
    </Callout>
  )
}

function Screen(props: StepScreenProps) {
  const { facts } = props.handle.view
  const state = findTextState(facts)
  const { passcodeReleases: limit, practice } = useStationState()
  const left = findReleasesLeft(facts, limit)
  const isToBeSent = state === 'ready' || state === 'did-not-arrive'
  const isUsedUp = isToBeSent && left === 0
  const name = facts.registrant ? fullName(facts.registrant) : 'The registrant'
  const number = facts.boundNumber ? formatPhone(facts.boundNumber) : undefined
  return (
    <>
      {isToBeSent && !isUsedUp && <WhetherTheyCalled arrival={facts.arrival} />}
      <div className="after-call-columns">
        <div>
          {state === 'unknown' && (
            <Inset>
              The modem was cut off after it accepted the text. RA Desk does not send it again automatically. Ask the registrant whether the
              passcode has arrived.
            </Inset>
          )}
          {state === 'on-the-phone' && <SendNow practice={practice} />}
          {state === 'did-not-arrive' && <LastText facts={facts} isLast={isUsedUp} />}
          {isUsedUp ? (
            <UsedUp count={facts.passcodeReleases} />
          ) : state === 'unknown' || state === 'on-the-phone' ? (
            <SettleForm {...props} state={state} />
          ) : (
            <SendForm {...props} number={number} />
          )}
        </div>
        <aside className="after-call-aside" aria-labelledby="text-passcode-to">
          <h2 className="nhsuk-heading-s" id="text-passcode-to">
            Who receives it
          </h2>
          <SummaryList
            rows={[
              { key: 'Registrant', value: name },
              {
                key: 'Confirmed mobile',
                value: number ? <strong className="desk-mono">{number}</strong> : 'None. Confirm the mobile first.',
              },
              ...(facts.liveCard?.serial ? [{ key: 'Card', value: <span className="desk-mono">{facts.liveCard.serial}</span> }] : []),
              ...(facts.passcodeText && state !== 'ready'
                ? [
                    {
                      key: 'Last text',
                      value: `${formatDateTime(facts.passcodeText.recordedAt)} by the ${routeNames[facts.passcodeText.route].toLowerCase()}`,
                    },
                  ]
                : []),
            ]}
          />
          <p>{NEVER_SHOWN}</p>
          <PhoneInPractice practice={practice} />
        </aside>
      </div>
      <ReplaceCard handle={props.handle} open={isUsedUp} />
    </>
  )
}

function SendNow({ practice }: { readonly practice: boolean }) {
  return practice ? (
    <Callout title="Practice: no text is sent">
      <p>
        With a real case, a separate window now shows a QR code for the work phone. Here the text is on the practice phone. Record whether
        it arrived.
      </p>
    </Callout>
  ) : (
    <Callout title="Send it from the work phone now">
      <p>
        A separate window shows a QR code. Scan it with the work phone: the text opens, already addressed. Send it, close that window and
        delete the text from the work phone. Then record here whether it arrived.
      </p>
    </Callout>
  )
}

function LastText({ facts, isLast }: { readonly facts: CaseFacts; readonly isLast: boolean }) {
  const { passcodeSettled: settled } = facts
  return (
    <p>
      The last text {settled?.notSent ? 'was not sent' : 'did not arrive'}
      {settled?.note ? `: ${settled.note}` : '.'}
      {isLast ? '' : ' Make sure that the registrant’s phone has signal, then text the passcode again.'}
    </p>
  )
}

function UsedUp({ count }: { readonly count: number }) {
  return (
    <Callout title="This card needs to be replaced">
      <p>
        The passcode of this card was texted or shown {describeReleases(count)}, and no more are allowed. Replace the card on this page: the
        new card gets its own passcode.
      </p>
    </Callout>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { passcodeText, passcodeSettled } = handle.view.facts
  if (!passcodeText) return null
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Texted to', value: <span className="desk-mono">{formatPhone(passcodeText.to)}</span> },
          { key: 'When', value: formatDateTime(passcodeText.recordedAt) },
          { key: 'Route', value: routeNames[passcodeText.route] },
          { key: 'By', value: passcodeText.agentName },
          ...(passcodeText.againBecause ? [{ key: 'Sent again', value: passcodeText.againBecause }] : []),
          ...(passcodeText.approvedBy ? [{ key: 'Second agent', value: passcodeText.approvedBy.agentName }] : []),
          ...(passcodeSettled
            ? [{ key: 'Arrived', value: `${passcodeSettled.arrived ? 'Yes' : 'No'}, ${formatDateTime(passcodeSettled.recordedAt)}` }]
            : []),
          ...(passcodeSettled?.note ? [{ key: 'Note', value: passcodeSettled.note }] : []),
        ]}
      />
      {passcodeSettled === undefined && handle.view.status === 'open' && <AfterSending handle={handle} />}
      <p>{NEVER_SHOWN}</p>
      <PrintLater
        summary="Print the release sheet"
        document={{ kind: 'release-sheet', caseId: handle.caseId }}
        label="Print the release sheet"
      />
      <ReplaceCard handle={handle} />
    </>
  )
}

export const step: StepModule = { Screen, Summary }
