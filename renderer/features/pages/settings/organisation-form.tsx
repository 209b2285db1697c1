/** One registering organisation: what was agreed with it, and who there received the guidance. */
import { agreedChoices } from '../../../../domain/guidance/agreed-choices.ts'
import type { RegisteringOrganisation } from '../../../../domain/station.ts'
import { useEditions, useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { Button, useSubmit } from '../../../ui/index.ts'
import { GuidanceGivenTo, OrganisationFields } from './organisation-fields.tsx'
import { readOrganisation, toValues, type OrganisationValues } from './organisation-values.ts'
import { PartForm } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

export function OrganisationForm({
  organisation,
  saved,
  onCancel,
}: {
  organisation?: RegisteringOrganisation | undefined
  saved: (message: string) => void
  onCancel: () => void
}) {
  const station = useStationState()
  const edition = agreedChoices(useEditions())
  const { settings, save } = useSaveSettings()
  const draft = useDraftForm<OrganisationValues>(`settings:organisation:${organisation?.odsCode ?? 'new'}`, toValues(edition, organisation))
  const { form } = draft

  const submit = useSubmit(form, async (values) => {
    const next = readOrganisation(values, {
      known: (settings?.organisations ?? []).map((one) => one.odsCode).filter((code) => code !== organisation?.odsCode),
      today: station.today,
      reject: (name, message) => form.setError(name, { message }),
    })
    if (!next) return undefined
    const failure = await save((now) => ({
      ...now,
      organisations: organisation
        ? now.organisations.map((one) => (one.odsCode === organisation.odsCode ? next : one))
        : [...now.organisations, next],
    }))
    if (failure) return failure
    await draft.clearDraft()
    saved(`${next.name} saved`)
    return undefined
  })

  return (
    <PartForm
      draft={draft}
      submit={submit}
      label="Organisation"
      saveLabel="Save organisation"
      extra={
        <Button variant="secondary" onClick={() => void draft.clearDraft().then(onCancel)}>
          Cancel
        </Button>
      }
    >
      <OrganisationFields form={form} edition={edition} />
      <GuidanceGivenTo form={form} />
    </PartForm>
  )
}
