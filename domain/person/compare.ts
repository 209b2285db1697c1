/** Two people side by side: what is the same, what differs, and what only one of them has. */
import { z } from 'zod'
import { findMarks, type MarkedValues, type MarkKind } from './marks.ts'

export const comparedFields = ['name', 'date-of-birth', 'uuid', 'ni-number', 'mobile', 'email', 'document'] as const
export const comparison = z.strictObject({
  field: z.enum(comparedFields),
  here: z.string().optional(),
  there: z.string().optional(),
  /** Absent where one of the two has no such value. */
  same: z.boolean().optional(),
})
export type Comparison = z.infer<typeof comparison>

type Field = (typeof comparedFields)[number]

const readers: Readonly<Record<Field, (values: MarkedValues) => string | undefined>> = {
  name: ({ name }) => name && ('whole' in name ? name.whole : `${name.given} ${name.family}`),
  'date-of-birth': ({ dateOfBirth }) => dateOfBirth,
  uuid: ({ uuid }) => uuid,
  'ni-number': ({ nationalInsurance }) => nationalInsurance,
  mobile: ({ mobiles }) => mobiles?.[0],
  email: ({ emails }) => emails?.[0],
  document: ({ documentNumber }) => documentNumber,
}
const kinds: Readonly<Partial<Record<Field, MarkKind>>> = {
  name: 'name',
  uuid: 'uuid',
  'ni-number': 'ni-number',
  mobile: 'mobile',
  email: 'email',
  document: 'document',
}

/** Rows that neither has are left out. What is written in two ways and means the same, is the same. */
export function compareValues(here: MarkedValues, there: MarkedValues): Comparison[] {
  return comparedFields.flatMap((field): Comparison[] => {
    const [mine, theirs] = [readers[field](here), readers[field](there)]
    if (mine === undefined && theirs === undefined) return []
    return [
      {
        field,
        ...(mine === undefined ? {} : { here: mine }),
        ...(theirs === undefined ? {} : { there: theirs }),
        ...(mine === undefined || theirs === undefined ? {} : { same: mine === theirs || shareMark(kinds[field], here, there) }),
      },
    ]
  })
}

function shareMark(kind: MarkKind | undefined, here: MarkedValues, there: MarkedValues): boolean {
  const valuesOf = (values: MarkedValues) =>
    findMarks(values)
      .filter((mark) => mark.kind === kind)
      .map(({ value }) => value)
  const mine = valuesOf(here)
  return valuesOf(there).some((value) => mine.includes(value))
}

/** Of several cases of one person, the newest value of each kind. `newest` first. */
export function mergeValues(newestFirst: readonly MarkedValues[]): MarkedValues {
  const newest = <Key extends keyof MarkedValues>(key: Key) => newestFirst.find((values) => values[key] !== undefined)?.[key]
  const all = (key: 'mobiles' | 'emails' | 'serials') => [...new Set(newestFirst.flatMap((values) => values[key] ?? []))]
  return {
    name: newest('name'),
    dateOfBirth: newest('dateOfBirth'),
    uuid: newest('uuid'),
    nationalInsurance: newest('nationalInsurance'),
    documentNumber: newest('documentNumber'),
    requestEmail: newest('requestEmail'),
    mobiles: all('mobiles'),
    emails: all('emails'),
    serials: all('serials'),
  }
}
