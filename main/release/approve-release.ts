/**
 * Two-agent release: where the policy asks for it, a passcode is texted only after a second agent agreed with their own passphrase, for
 * this very passcode, within ten minutes. Both sign: the second agent the statement, the first the audit entry that holds it.
 */
import { lengthPrefixed, sameBytes, findBase64, toBase64, utf8 } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { accessTo, type Input, type Reply } from '../../preload/contract.ts'
import { isHere } from '../vault/key-rotation.ts'
import type { KnownAgent } from '../vault/keyring-content.ts'
import type { VaultAccess } from '../vault/vault-access.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, SignedInAgent, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type ApproveReleasePorts = Cases & Clock & Release & SignedInAgent & Store

const RELEASE_MINUTES = 10

interface Approval {
  readonly passcodeId: string
  readonly agentId: string
  readonly agentName: string
  readonly until: number
}

export type ApprovalFailureCode = 'second-agent-needed' | 'second-agent-refused' | 'same-agent'

export interface ReleaseApprovals {
  /** Whether the policy asks for a second agent. */
  readonly needed: boolean
  note(caseId: string, approval: Omit<Approval, 'until'>): { readonly until: Date }
  /** Who agreed, once for each text; `undefined` if the policy asks for no second agent. */
  take(
    caseId: string,
    passcodeId: string,
  ): Result<{ readonly agentId: string; readonly agentName: string } | undefined, ApprovalFailureCode>
}

/** Port of use-cases that let a passcode go. */
export interface Release {
  readonly release: ReleaseApprovals
}

export interface ReleaseDeps {
  readonly needed: boolean
  readonly agentId: string
  /** As the keyring has them now. */
  readonly agents: () => readonly KnownAgent[]
  readonly now: () => Date
  /** A clock that only runs forward: setting the clock back does not make the ten minutes longer. */
  readonly monotonic: () => number
}

/** Lives as long as the session: a lock ends every approval. */
export function createReleaseApprovals(parts: ReleaseDeps): ReleaseApprovals {
  const approvals = new Map<string, Approval>()
  return {
    get needed() {
      return parts.needed
    },
    note(caseId, approval) {
      approvals.set(caseId, { ...approval, until: parts.monotonic() + RELEASE_MINUTES * 60_000 })
      return { until: new Date(parts.now().getTime() + RELEASE_MINUTES * 60_000) }
    },
    take(caseId, passcodeId) {
      if (!parts.needed) return ok(undefined)
      const approval = approvals.get(caseId)
      approvals.delete(caseId)
      if (approval === undefined || approval.passcodeId !== passcodeId) return secondNeeded
      if (parts.monotonic() > approval.until) return tooLate
      const second = parts.agents().find(({ id }) => id === approval.agentId)
      if (second === undefined || !mayRelease(second)) return secondGone
      if (approval.agentId === parts.agentId) return sameAgent
      return ok({ agentId: approval.agentId, agentName: approval.agentName })
    },
  }
}

const mayRelease = (agent: KnownAgent): boolean => isHere(agent) && accessTo(agent.role, 'release.approve') === 'do'

export interface ApproveReleaseDeps {
  readonly desk: ApproveReleasePorts
  readonly vaultId: string
  readonly agents: () => readonly KnownAgent[]
  readonly vaultAccess: Pick<VaultAccess, 'openSigner'>
  readonly deviceSecret: Uint8Array | undefined
}

export async function approveRelease(
  parts: ApproveReleaseDeps,
  { caseId, agentId, passphrase }: Input<'release.approve'>,
): Promise<Reply<'release.approve'>> {
  const { desk } = parts
  if (!desk.release.needed) return err('not-needed', 'This workstation needs no second agent for a passcode.', 'Text the passcode.')
  if (agentId === desk.agent.agentId) return sameAgent
  const second = parts.agents().find(({ id }) => id === agentId)
  if (second === undefined || !mayRelease(second)) return secondGone
  const passcodeId = (await desk.cases.get(caseId))?.view.facts.liveCard?.passcodeId
  if (passcodeId === undefined)
    return err(
      'mobile-not-confirmed',
      'There is no live card with a passcode for this registrant.',
      'Finish the earlier steps on the task list first.',
    )
  const signer = await parts.vaultAccess.openSigner({
    agentId,
    passphrase,
    ...(parts.deviceSecret ? { deviceSecret: parts.deviceSecret } : {}),
  })
  if (!signer.ok) return signer
  try {
    if (!sameBytes(signer.value.publicKey, findBase64(second.publicKeys.at(-1)!)!)) return secondGone
    const at = desk.now().toISOString()
    const statement = releaseStatement({
      vaultId: parts.vaultId,
      caseId,
      passcodeId,
      firstAgentId: desk.agent.agentId,
      secondAgentId: agentId,
      at,
    })
    const noted = await desk.store.commit([], {
      action: 'passcode-release-approved',
      caseId,
      signed: true,
      detail: {
        passcodeId,
        firstAgentId: desk.agent.agentId,
        secondAgentId: agentId,
        at,
        signature: toBase64(signer.value.sign(statement)),
      },
    })
    if (!noted.ok) return noted
  } finally {
    signer.value.forget()
  }
  const { until } = desk.release.note(caseId, { passcodeId, agentId, agentName: second.name })
  return ok({ until: until.toISOString(), approvedBy: second.name })
}

/** What the second agent signs. */
export function releaseStatement(of: {
  vaultId: string
  caseId: string
  passcodeId: string
  firstAgentId: string
  secondAgentId: string
  at: string
}): Uint8Array {
  return lengthPrefixed(
    ['ra/v1/release', of.vaultId, of.caseId, of.passcodeId, of.firstAgentId, of.secondAgentId, of.at].map((part) => utf8(part)),
  )
}

const secondNeeded = err(
  'second-agent-needed',
  'A second agent has to agree before this passcode is texted. Nothing was sent.',
  'Ask a colleague to type their passphrase, then text it.',
)
const tooLate = err(
  'second-agent-needed',
  `A second agent agreed more than ${RELEASE_MINUTES} minutes ago, so that counts no longer. Nothing was sent.`,
  'Ask them to type their passphrase again.',
)
const secondGone = err(
  'second-agent-refused',
  'The second agent may not release passcodes on this workstation. Nothing was sent.',
  'Ask another RA agent or RA manager.',
)
const sameAgent = err('same-agent', 'You cannot be your own second agent. No text was sent.', 'Ask a colleague to type their passphrase.')
