/** What the form for a new campaign says: whom and what it is about, or what has to be corrected. */
import { undoKinds } from '../../../../domain/case/to-undo.ts'
import type { Input } from '../../../../preload/contract.ts'
import { isDateEmpty, isoFromDate, type DateParts } from '../../../ui/index.ts'

export interface CampaignForm {
  name: string
  edition: string
  odsCode: string
  kinds: string[]
  from: DateParts
  to: DateParts
}
type Choice = Input<'windDown.start'>['choice']
type Field = 'name' | 'kinds' | 'from' | 'to'

export interface ReadCampaignForm {
  readonly problems: readonly { readonly field: Field; readonly message: string }[]
  /** Absent where it is not clear whom the campaign is about. */
  readonly choice?: Choice
}

export function readCampaignForm({ name, edition, odsCode, kinds, from, to }: CampaignForm): ReadCampaignForm {
  const dates = { from: isoFromDate(from), to: isoFromDate(to) }
  const unclear: ReadCampaignForm['problems'] = [
    ...(kinds.length === 0 ? [{ field: 'kinds', message: 'Choose what is to be undone' } as const] : []),
    ...(['from', 'to'] as const).flatMap((field) =>
      dates[field] === undefined && !isDateEmpty({ from, to }[field]) ? [{ field, message: 'Enter a real date, or none' }] : [],
    ),
    ...(dates.from !== undefined && dates.to !== undefined && dates.to < dates.from
      ? [{ field: 'to', message: 'This day is before the first one' } as const]
      : []),
  ]
  const problems = [...(name.trim() === '' ? [{ field: 'name', message: 'Enter a name for the campaign' } as const] : []), ...unclear]
  if (unclear.length > 0) return { problems }
  const choice: Choice = {
    ...(edition === '' ? {} : { editions: [edition] }),
    ...(odsCode === '' ? {} : { odsCodes: [odsCode] }),
    ...(kinds.length === undoKinds.length ? {} : { kinds: undoKinds.filter((kind) => kinds.includes(kind)) }),
    ...(dates.from === undefined ? {} : { from: dates.from }),
    ...(dates.to === undefined ? {} : { to: dates.to }),
  }
  return { problems, choice }
}
