/** Who may ask a channel: one of these for each channel. Channels that answer before sign-in are for everyone. */
import type { Access, RoleRule } from '../../domain/station/roles.ts'

const rule = (raManager: Access, raAgent: Access, idChecker: Access): RoleRule => ({ raManager, raAgent, idChecker })

export const everyone = rule('do', 'do', 'do')
export const everyoneSees = rule('view', 'view', 'view')
/** RA managers and RA agents. */
export const cardIssuers = rule('do', 'do', 'no')
export const cardIssuersSee = rule('view', 'view', 'no')
export const managers = rule('do', 'no', 'no')
export const managersOthersSee = rule('do', 'view', 'view')
