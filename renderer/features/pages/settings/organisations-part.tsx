/** The organisations that this RA registers for. */
import { useState } from 'react'
import { agreedChoices } from '../../../../domain/guidance/agreed-choices.ts'
import { useEditions, useSettings } from '../../../client/use-case-client.ts'
import { useAccess } from '../../../client/use-access.ts'
import { Button, formatDate } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { OrganisationForm } from './organisation-form.tsx'
import type { PartProps } from './part-form.tsx'

export function OrganisationsPart({ saved }: PartProps) {
  const mayChange = useAccess('station.save') === 'do'
  const organisations = useSettings()?.settings.organisations ?? []
  const edition = agreedChoices(useEditions())
  const [editing, setEditing] = useState<string | undefined>(mayChange && organisations.length === 0 ? 'new' : undefined)
  const nameIn = (list: readonly { id: string; name: string }[]) => (id: string) => list.find((one) => one.id === id)?.name ?? id
  const done = (message: string) => {
    setEditing(undefined)
    saved(message)
  }
  if (editing !== undefined) {
    return (
      <OrganisationForm
        key={editing}
        organisation={organisations.find((one) => one.odsCode === editing)}
        saved={done}
        onCancel={() => setEditing(undefined)}
      />
    )
  }
  return (
    <>
      {organisations.length === 0 ? (
        <p>No organisation yet. A request needs one.</p>
      ) : (
        <div className="desk-table-wrap">
          <table className="desk-table">
            <thead>
              <tr>
                <th scope="col">Organisation</th>
                <th scope="col">Video channels</th>
                <th scope="col">Locations</th>
                <th scope="col">Guidance given to</th>
                {mayChange && <td />}
              </tr>
            </thead>
            <tbody>
              {organisations.map((one) => (
                <tr key={one.odsCode}>
                  <th scope="row">
                    {one.name} <span className="desk-secondary">{one.odsCode}</span>
                  </th>
                  <td>{one.videoChannels.map(nameIn(edition.videoChannels)).join(', ')}</td>
                  <td>{one.locations.map(nameIn(edition.locations)).join(', ')}</td>
                  <td>
                    {one.guidanceDistributed.length > 0
                      ? one.guidanceDistributed.map(({ to, on }) => `${to}, ${formatDate(on)}`).join('; ')
                      : 'Not recorded yet'}
                  </td>
                  {mayChange && (
                    <td>
                      <Button variant="quiet" onClick={() => setEditing(one.odsCode)} aria-label={`Change ${one.name}`}>
                        Change
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Allowed to="station.save" otherwise="adds and changes organisations">
        <Button variant="secondary" onClick={() => setEditing('new')}>
          Add an organisation
        </Button>
      </Allowed>
    </>
  )
}
