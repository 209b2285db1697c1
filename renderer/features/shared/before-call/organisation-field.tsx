/** Chooses the organisation of a case from the workstation's settings. */
import type { ReactNode } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { Link } from 'wouter'
import { useAccess } from '../../../client/use-access.ts'
import { useSettings } from '../../../client/use-case-client.ts'
import { Callout, SelectField, Spinner } from '../../../ui/index.ts'
import { Allowed } from '../allowed.tsx'
import { partOfForm } from '../part-of-form.ts'
import type { Organisation, OrganisationValues } from './organisation-choice.ts'

/** Shows what needs the organisations, or how to add the first one. */
export function WithOrganisations({ children }: { readonly children: (organisations: readonly Organisation[]) => ReactNode }) {
  const settings = useSettings()
  if (!settings) return <Spinner label="Opening the settings" />
  const { organisations } = settings.settings
  if (organisations.length > 0) return children(organisations)
  return (
    <Callout title="No organisations yet">
      <p>A case needs the organisation that the registrant will work for.</p>
      <Allowed to="station.save" otherwise="adds organisations in Settings">
        <p>
          <Link href="/settings/organisations">Add one in Settings</Link>, then come back here.
        </p>
      </Allowed>
    </Callout>
  )
}

interface OrganisationFieldProps<Values extends OrganisationValues> {
  readonly form: UseFormReturn<Values>
  readonly organisations: readonly Organisation[]
}

export function OrganisationField<Values extends OrganisationValues>({ form, organisations }: OrganisationFieldProps<Values>) {
  const mayAdd = useAccess('station.save') === 'do'
  return (
    <SelectField
      form={partOfForm<OrganisationValues, Values>(form)}
      name="odsCode"
      label="Organisation"
      hint={mayAdd ? 'Where the registrant will work. Add others in Settings.' : 'Where the registrant will work.'}
      options={[
        { value: '', label: 'Choose an organisation' },
        ...organisations.map(({ odsCode, name }) => ({ value: odsCode, label: `${name} (${odsCode})` })),
      ]}
    />
  )
}
