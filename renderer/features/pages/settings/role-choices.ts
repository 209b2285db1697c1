/** The roles to choose from, for a new agent and for another role. */
import { roleNames, roles } from '../../../../domain/station/roles.ts'

export const roleChoices = roles.map((role) => ({
  value: role,
  label: `${roleNames[role].title} (${roleNames[role].code})`,
  hint: roleNames[role].may,
}))
