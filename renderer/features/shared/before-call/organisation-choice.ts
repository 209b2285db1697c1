/** Which organisation of the workstation's settings a case belongs to. */
import type { Problem } from './read-form.ts'

export interface Organisation {
  readonly odsCode: string
  readonly name: string
}

export interface OrganisationValues {
  odsCode: string
}

/** The only organisation is chosen already. */
export const organisationValues = (recorded: Organisation | undefined, organisations: readonly Organisation[]): OrganisationValues => ({
  odsCode: recorded?.odsCode ?? (organisations.length === 1 ? organisations[0]!.odsCode : ''),
})

export function readOrganisation<Name extends string>(
  problems: Problem<Name>[],
  name: Name,
  odsCode: string,
  organisations: readonly Organisation[],
): Organisation | undefined {
  const organisation = organisations.find((one) => one.odsCode === odsCode)
  if (organisation) return { odsCode, name: organisation.name }
  problems.push({ name, message: 'Choose the organisation that the registrant will work for' })
  return undefined
}
