/** Who may sign in on this workstation, what the organisation decided for it, and what a second person has to agree to. */
import { z } from 'zod'
import { instant, phoneNumber, randomId, shortText } from '../../domain/values.ts'
import { policyNames } from '../../domain/station/policy.ts'
import { roles } from '../../domain/station/roles.ts'
import { caseId, channel, nothing, passphrase, sealedRow } from './parts.ts'

export const role = z.enum(roles)
export const signInName = z.string().min(1).max(30)
const member = z.strictObject({ agentId: randomId, name: shortText, signInName: z.string().max(30), role, leftAt: instant.optional() })
const members = z.strictObject({ members: z.array(member), rows: z.array(sealedRow), lastSeq: z.number().int() })

export const agentsChannels = {
  'agents.list': channel('unlocked', nothing, z.strictObject({ members: z.array(member) })),
  /** The passphrase is typed by the new agent themselves, at this desk. */
  'agents.add': channel('unlocked', z.strictObject({ name: shortText, mobile: phoneNumber, signInName, role, passphrase }), members),
  'agents.remove': channel('unlocked', z.strictObject({ agentId: randomId }), members),
  'agents.changeRole': channel('unlocked', z.strictObject({ agentId: randomId, role }), members),
  'vault.changePassphrase': channel('unlocked', z.strictObject({ old: passphrase, next: passphrase }), nothing),
  /** The page has sealed what was on the screen: locking may go on. */
  'vault.draftsSealed': channel('unlocked', nothing, nothing),
  'policy.read': channel(
    'unlocked',
    nothing,
    z.strictObject({
      values: z.array(
        z.strictObject({
          name: z.enum(policyNames as [string, ...string[]]),
          title: z.string(),
          value: z.union([z.boolean(), z.number(), z.string(), z.null()]),
          source: z.enum(['default', 'user', 'machine']),
          allowed: z.string(),
          because: z.string(),
        }),
      ),
      problems: z.array(z.strictObject({ source: z.enum(['user', 'machine']), message: z.string() })),
      places: z.strictObject({ machine: z.string(), user: z.string() }),
    }),
  ),
  /** Puts a value on the system's clipboard; it is taken off again at lock, when it is still there. */
  'clipboard.copy': channel('always', z.strictObject({ text: z.string().max(20_000) }), nothing),
  /** A second agent agrees, with their own passphrase, that the passcode of this case may be texted within ten minutes. */
  'release.approve': channel(
    'unlocked',
    z.strictObject({ caseId, agentId: randomId, passphrase }),
    z.strictObject({ until: instant, approvedBy: shortText }),
  ),
} as const
