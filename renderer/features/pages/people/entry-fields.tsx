/** The fields of a short entry: the name and the UUID are enough. */
import type { UseFormReturn } from 'react-hook-form'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import { DateField, SelectField, TextArea, TextField } from '../../../ui/index.ts'
import type { EntryContext, EntryValues } from './read-entry.ts'

export function useEntryContext(): EntryContext {
  const { today, virtualDevices, practice } = useStationState()
  const settings = useSettings()
  return { today, allowDramaNumbers: virtualDevices || practice, organisations: settings?.settings.organisations ?? [] }
}

interface EntryFieldsProps<Values extends EntryValues> {
  readonly form: UseFormReturn<Values>
  readonly organisations: EntryContext['organisations']
}

export function EntryFields({ form, organisations }: EntryFieldsProps<EntryValues>) {
  return (
    <>
      <TextField form={form} name="title" label="Title (optional)" width={5} />
      <TextField form={form} name="given" label="Given names" width={30} />
      <TextField form={form} name="family" label="Family name" width={30} />
      <TextField form={form} name="uuid" label="UUID" hint="12 digits. Copy it from CIS." inputMode="numeric" width={20} code />
      <DateField form={form} name="dateOfBirth" legend="Date of birth (optional)" />
      <TextField form={form} name="niNumber" label="National Insurance number (optional)" width={20} code />
      <TextField form={form} name="mobile" label="Mobile phone number (optional)" inputMode="tel" width={20} code />
      <TextField form={form} name="email" label="Email address (optional)" inputMode="email" width={30} />
      <SelectField
        form={form}
        name="odsCode"
        label="Organisation (optional)"
        options={[
          { value: '', label: 'None, or not in the settings' },
          ...organisations.map(({ odsCode, name }) => ({ value: odsCode, label: `${name} (${odsCode})` })),
        ]}
      />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
    </>
  )
}
