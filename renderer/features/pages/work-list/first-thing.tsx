/** What to do first on a workstation without cases. */
import { Link } from 'wouter'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { SampleRequests } from '../../shared/practice/sample-requests.tsx'

export function FirstThing() {
  const settings = useSettings()
  const { practice } = useStationState()
  const ready = (settings?.settings.organisations.length ?? 0) > 0
  return (
    <div className="desk-empty">
      <h2 className="nhsuk-heading-m">{practice ? 'No practice cases yet' : 'No cases yet'}</h2>
      {practice && ready ? (
        <SampleRequests />
      ) : ready ? (
        <p>
          When you receive a request for a smartcard, start with <Link href="/new">New request</Link>. You can drag the request email onto
          the window.
        </p>
      ) : (
        <Allowed to="station.save" otherwise="first adds the organisations that you register people for">
          <p>
            First add the organisations you register people for, with their agreed video channels and locations.{' '}
            <Link href="/set-up/organisations">Add an organisation</Link>
          </p>
        </Allowed>
      )}
    </div>
  )
}
