/** Key slots of the right shape that open with nothing. */
import type { AgentKeySlot, RecoveryKeySlot } from '../../../main/vault/key-slot-format.ts'

const sealed = { slotId: 'a'.repeat(32), commit: 'AAAA', nonce: 'AAA=', sealed: 'AA==', keyVersion: 1, links: [] }

export const plainAgentSlot: AgentKeySlot = {
  kind: 'agent',
  ...sealed,
  agentId: 'agent-1',
  signInName: 'tamsin',
  kdf: { name: 'argon2id', salt: 'AAAA', memoryKiB: 64, iterations: 1, parallelism: 1 },
  deviceCheck: null,
}

export const plainRecoverySlot: RecoveryKeySlot = { kind: 'recovery', ...sealed }
