/** Who can sign in on this workstation, in which role, and with which passphrase. */
import { z } from 'zod'
import { instant, phoneNumber, randomId, shortText, visibleText } from '../../domain/values.ts'
import { roles } from '../../domain/station/roles.ts'
import { channel, nothing, passphrase, sealedRow } from './parts.ts'
import { agentCodes, deviceSecretCodes, recordCodes, unlockCodes } from './codes.ts'
import { everyone, managers, managersOthersSee } from './who.ts'

const role = z.enum(roles)
const signInName = visibleText().min(1).max(30)
const member = z.strictObject({ agentId: randomId, name: shortText, signInName: z.string().max(30), role, leftAt: instant.optional() })
const members = z.strictObject({ members: z.array(member), rows: z.array(sealedRow), lastSeq: z.number().int() })

export const agentsChannels = {
  'agents.list': channel({
    when: 'unlocked',
    roles: managersOthersSee,
    input: nothing,
    output: z.strictObject({ members: z.array(member) }),
    codes: [],
  }),
  /** The passphrase is typed by the new agent themselves, at this desk. */
  'agents.add': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: z.strictObject({ name: shortText, mobile: phoneNumber, signInName, role, passphrase }),
    output: members,
    codes: [...agentCodes, ...recordCodes, ...deviceSecretCodes],
  }),
  'agents.remove': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: z.strictObject({ agentId: randomId }),
    output: members,
    codes: [...agentCodes, ...recordCodes],
  }),
  'agents.changeRole': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: z.strictObject({ agentId: randomId, role }),
    output: members,
    codes: [...agentCodes, ...recordCodes],
  }),
  'vault.changePassphrase': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ old: passphrase, next: passphrase }),
    output: nothing,
    codes: [...agentCodes, ...unlockCodes],
  }),
} as const
