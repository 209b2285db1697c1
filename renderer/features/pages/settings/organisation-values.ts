/** The values of the organisation form: from settings and back, with every fault named. */
import { odsCode as odsCodeSchema } from '../../../../domain/values.ts'
import type { AgreedChoices } from '../../../../domain/guidance/agreed-choices.ts'
import { parseDateParts } from '../../../../domain/registrant/plain-date.ts'
import type { RegisteringOrganisation } from '../../../../domain/station.ts'
import { dateFromIso, emptyDate, isDateEmpty, type DateParts } from '../../../ui/date-parts.ts'

/** The edition's entry for a channel or location that it does not list. */
export const OTHER = 'other'

export interface OrganisationValues {
  odsCode: string
  name: string
  channels: string[]
  otherChannel: string
  locations: string[]
  otherLocation: string
  distributed: { to: string; on: DateParts }[]
}

type Named = readonly { readonly id: string; readonly name: string }[]

/** Agreed entries as ticks in the edition's list, and the names of those it does not list. */
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

export function toValues(edition: AgreedChoices, organisation: RegisteringOrganisation | undefined): OrganisationValues {
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

type FieldName = keyof OrganisationValues | `distributed.${number}.${'to' | 'on'}`

/**
 * The organisation as it is saved, or `undefined` after `reject` was called for each fault. `known`: ODS codes of the other organisations.
 * `today`: the station's date, `YYYY-MM-DD`.
 */
export function readOrganisation(
  values: OrganisationValues,
  {
    known,
    today,
    reject,
  }: { readonly known: readonly string[]; readonly today: string; readonly reject: (name: FieldName, message: string) => void },
): RegisteringOrganisation | undefined {
  let good = true
  const wrong = (name: FieldName, message: string) => {
    good = false
    reject(name, message)
  }
  const odsCode = values.odsCode.replaceAll(/\s/g, '').toUpperCase()
  const name = values.name.trim()
  const videoChannels = fromTicks(values.channels, values.otherChannel)
  const locations = fromTicks(values.locations, values.otherLocation)
  if (!odsCodeSchema.safeParse(odsCode).success) wrong('odsCode', 'An ODS code has 3 to 10 letters and numbers, like RA9 or FQ123.')
  else if (known.includes(odsCode)) wrong('odsCode', 'There is already an organisation with this ODS code. Change that one.')
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
    else if (day.value > today) wrong(`distributed.${index}.on`, 'Date must be today or in the past.')
    return day.ok ? [{ to: to.trim(), on: day.value }] : []
  })
  return good ? { odsCode, name, videoChannels, locations, guidanceDistributed } : undefined
}
