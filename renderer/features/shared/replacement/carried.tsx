/** Offers what an earlier case of the same person has: the confirmed mobile, or the photograph. `main` decides whether it may be used. */
import { findReplacementReason } from '../../../../domain/journey/replacement.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, formatDate, formatPhone, FormError } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { useFoundPerson, type FoundPerson } from '../../steps/replacement/use-found-person.ts'
import { useAct } from '../use-act.ts'

type Source = FoundPerson['sources'][number]

/** The earlier case from which this one takes over, if it is a replacement that names one and its reason allows it. */
function useSource(handle: ReadyCase, unless: 'confirm-mobile' | 'new-photograph'): Source | undefined {
  const { replacement } = handle.view.facts
  const from = replacement?.carriedFrom
  const isAsked = replacement ? findReplacementReason(handle.edition, replacement.why)?.asks.includes(unless) : false
  const finding = useFoundPerson(from !== undefined && !isAsked ? from : '')
  return finding.state === 'found' ? finding.found.sources.find(({ caseId }) => caseId === from) : undefined
}

export function CarriedMobile({ handle, saved }: { readonly handle: ReadyCase; readonly saved: (message: string) => void }) {
  const source = useSource(handle, 'confirm-mobile')
  const carrying = useAct()
  const mobile = source?.mobile
  if (!source || !mobile) return null
  const isSame = mobile.number === handle.view.facts.registrant?.mobile
  return (
    <section className="desk-card nhsuk-u-margin-bottom-4" aria-label="Confirmed before">
      <h2 className="nhsuk-heading-s">Confirmed before</h2>
      <FormError failure={carrying.failure} />
      <p>
        <strong className="desk-mono">{formatPhone(mobile.number)}</strong> was confirmed on a call on {formatDate(mobile.confirmedOn)} in
        case {source.caseReference}.{!isSame && ' The mobile of this case is another one, so confirm it with a code.'}
      </p>
      {isSame && (
        <Button
          variant="secondary"
          busy={carrying.busy}
          onClick={() =>
            void carrying.run(async () => {
              const answer = await handle.run('replacement.carryMobile', {})
              if (!answer.ok) return answer.error
              saved('The mobile that was confirmed before is used again')
              return undefined
            })
          }
        >
          Use this mobile again
        </Button>
      )}
    </section>
  )
}

export function CarriedPhotograph({ handle, reason }: { readonly handle: ReadyCase; readonly reason?: string | undefined }) {
  const client = useCaseClient()
  const source = useSource(handle, 'new-photograph')
  const carrying = useAct()
  if (!source) return null
  return (
    <section className="desk-card nhsuk-u-margin-bottom-4" aria-label="Photograph of the earlier case">
      <h2 className="nhsuk-heading-s">Photograph of case {source.caseReference}</h2>
      <FormError failure={carrying.failure} />
      {source.photographKept ? (
        <Button
          variant="secondary"
          busy={carrying.busy}
          onClick={() =>
            void carrying.run(async () => {
              const answer = await client.carryPhotograph(handle.caseId, reason)
              return answer.ok ? undefined : answer.error
            })
          }
        >
          Use the photograph again
        </Button>
      ) : (
        <p>It was deleted, as your organisation’s policy says. Ask the holder for a photograph, or use the one that CIS holds.</p>
      )}
    </section>
  )
}
