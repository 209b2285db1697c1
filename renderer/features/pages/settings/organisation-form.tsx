/** One registering organisation: what was agreed with it, and who there was given the guidance. */
import { useFieldArray } from 'react-hook-form'
import { odsCode as odsCodeSchema } from '../../../../domain/case/values.ts'
import { getEdition, type Edition } from '../../../../domain/guidance/index.ts'
import { parseDateParts } from '../../../../domain/registrant/plain-date.ts'
import type { RegisteringOrganisation } from '../../../../domain/station.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  Button,
  CheckboxField,
  dateFromIso,
  DateField,
  emptyDate,
  isDateEmpty,
  TextField,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import { PartForm } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

/** The pack's entry that stands for one with a name of its own. */
const OTHER = 'other'

interface Values {
  odsCode: string
  name: string
  channels: string[]
  otherChannel: string
  locations: string[]
  otherLocation: string
  distributed: { to: string; on: DateParts }[]
}

type Named = readonly { readonly id: string; readonly name: string }[]

/** Agreed entries as ticks of the pack's list, and the name of the one that is not in it. */
function toTicks(list: Named, agreed: readonly string[]): { ticks: string[]; other: string } {
  const own = agreed.filter((one) => !list.some(({ id }) => id === one))
  const ticks = agreed.filter((one) => list.some(({ id }) => id === one))
  return { ticks: own.length > 0 ? [...ticks, OTHER] : ticks, other: own.join('; ') }
}

function fromTicks(ticks: readonly string[], other: string): string[] {
  const own = ticks.includes(OTHER)
    ? other
        .split(';')
        .map((one) => one.trim())
        .filter(Boolean)
    : []
  return [...ticks.filter((one) => one !== OTHER), ...own]
}

function toValues(edition: Edition, organisation: RegisteringOrganisation | undefined): Values {
  const channels = toTicks(edition.videoChannels, organisation?.videoChannels ?? [])
  const locations = toTicks(edition.locations, organisation?.locations ?? [])
  const distributed = (organisation?.guidanceDistributed ?? []).map(({ to, on }) => ({ to, on: dateFromIso(on) }))
  return {
    odsCode: organisation?.odsCode ?? '',
    name: organisation?.name ?? '',
    channels: channels.ticks,
    otherChannel: channels.other,
    locations: locations.ticks,
    otherLocation: locations.other,
    distributed: distributed.length > 0 ? distributed : [{ to: '', on: { ...emptyDate } }],
  }
}

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
  const edition = getEdition(station.edition)
  const { settings, save } = useSaveSettings()
  const draft = useDraftForm<Values>(`settings:organisation:${organisation?.odsCode ?? 'new'}`, toValues(edition, organisation))
  const { form } = draft
  const rows = useFieldArray({ control: form.control, name: 'distributed' })

  const submit = useSubmit(form, async (values) => {
    let good = true
    const wrong = (name: Parameters<typeof form.setError>[0], message: string) => {
      good = false
      form.setError(name, { message })
    }
    const odsCode = values.odsCode.replaceAll(/\s/g, '').toUpperCase()
    const name = values.name.trim()
    const videoChannels = fromTicks(values.channels, values.otherChannel)
    const locations = fromTicks(values.locations, values.otherLocation)
    if (!odsCodeSchema.safeParse(odsCode).success) wrong('odsCode', 'An ODS code has 3 to 10 letters and numbers, like RA9 or FQ123.')
    else if (odsCode !== organisation?.odsCode && settings?.organisations.some((one) => one.odsCode === odsCode))
      wrong('odsCode', 'There is already an organisation with this ODS code. Change that one.')
    if (!name) wrong('name', 'Enter the name of the organisation.')
    if (values.channels.includes(OTHER) && !values.otherChannel.trim()) wrong('otherChannel', 'Enter the name of the other channel.')
    else if (videoChannels.length === 0) wrong('channels', 'Choose at least one agreed video channel.')
    if (values.locations.includes(OTHER) && !values.otherLocation.trim()) wrong('otherLocation', 'Enter the other location.')
    else if (locations.length === 0) wrong('locations', 'Choose at least one agreed location.')
    const guidanceDistributed = values.distributed.flatMap(({ to, on }, index) => {
      if (!to.trim() && isDateEmpty(on)) return []
      const day = parseDateParts(on, 'Date')
      if (!to.trim()) wrong(`distributed.${index}.to`, 'Enter who received the guidance.')
      if (!day.ok) wrong(`distributed.${index}.on`, day.error.message)
      else if (day.value > station.today) wrong(`distributed.${index}.on`, 'Date must be today or in the past.')
      return day.ok ? [{ to: to.trim(), on: day.value }] : []
    })
    if (!good) return undefined
    const next: RegisteringOrganisation = { odsCode, name, videoChannels, locations, guidanceDistributed }
    const failure = await save((now) => ({
      ...now,
      organisations: organisation
        ? now.organisations.map((one) => (one.odsCode === organisation.odsCode ? next : one))
        : [...now.organisations, next],
    }))
    if (failure) return failure
    await draft.clearDraft()
    saved(`${name} saved`)
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
      <div className="desk-two">
        <TextField form={form} name="odsCode" label="ODS code" width={10} code />
        <TextField form={form} name="name" label="Name of the organisation" />
        <CheckboxField
          form={form}
          name="channels"
          legend="Agreed video channels"
          hint="Agreed with this organisation for availability, security and cost."
          options={edition.videoChannels.map(({ id, name, note }) => ({
            value: id,
            label: name,
            hint: note,
            reveals:
              id === OTHER ? (
                <TextField form={form} name="otherChannel" label="Name of the other channel" hint="Separate several with a semicolon." />
              ) : undefined,
          }))}
        />
        <CheckboxField
          form={form}
          name="locations"
          legend="Agreed locations"
          hint="Private enough for the registrant to show a document and read out the 6-digit code."
          options={edition.locations.map(({ id, name, note }) => ({
            value: id,
            label: name,
            hint: note,
            reveals:
              id === OTHER ? (
                <TextField form={form} name="otherLocation" label="The other location" hint="Separate several with a semicolon." />
              ) : undefined,
          }))}
        />
      </div>
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend">Guidance distributed</legend>
        <div className="nhsuk-hint">Who in this organisation received the guidance, and when. You can add this later.</div>
        {rows.fields.map((row, index) => (
          <div key={row.id} className="desk-row-of-fields">
            <TextField form={form} name={`distributed.${index}.to`} label={`Given to (${index + 1})`} width={30} />
            <DateField form={form} name={`distributed.${index}.on`} legend={`When (${index + 1})`} />
            {rows.fields.length > 1 && (
              <Button variant="quiet" onClick={() => rows.remove(index)} aria-label={`Remove line ${index + 1}`}>
                Remove
              </Button>
            )}
          </div>
        ))}
        <Button variant="quiet" onClick={() => rows.append({ to: '', on: { ...emptyDate } })}>
          Add another line
        </Button>
      </fieldset>
    </PartForm>
  )
}
