import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { createPassphraseConfirmation, type ConfirmPassphraseDeps } from '../../../main/station/confirm-passphrase.ts'
import { channels, type ChannelName } from '../../../preload/contract.ts'
import type { ChannelRule } from '../../../preload/contract/parts.ts'
import { code } from '../vault/support.ts'

const MINUTES = 60_000
const own = new Uint8Array(32).fill(1)
const sessionOf = (publicKey = own) => ({
  vault: { agent: { id: 'agent-1', name: 'Sample Agent', role: 'raManager' as const }, agentPublicKey: publicKey },
})

function station(signerKey = own) {
  let now = 0
  let session: ReturnType<typeof sessionOf> | undefined = sessionOf()
  let forgotten = 0
  const asked: string[] = []
  let duringCheck = () => {}
  const openSigner: ConfirmPassphraseDeps['vaultAccess']['openSigner'] = async ({ agentId, passphrase }) => {
    asked.push(agentId)
    duringCheck()
    return passphrase === 'right'
      ? ok({ publicKey: signerKey, sign: () => new Uint8Array(), forget: () => void forgotten++ })
      : err('wrong-passphrase', 'Wrong.', 'Try again.')
  }
  const confirmation = createPassphraseConfirmation({
    session: () => session,
    vaultAccess: { openSigner },
    deviceSecret: async () => ok({ secret: undefined }),
    monotonic: () => now,
  })
  return {
    confirmation,
    asked,
    forgotten: () => forgotten,
    refused: (channel: ChannelName = 'policy.agree') => confirmation.findRefusal(channel)?.code,
    forward: (milliseconds: number) => (now += milliseconds),
    signInAs: (next: typeof session) => (session = next),
    during: (what: () => void) => (duringCheck = what),
  }
}

describe('passphrase again before a lasting act', () => {
  test('asked for at first, good for five minutes of the clock that only runs forward', async () => {
    const { confirmation, refused, forward, asked, forgotten } = station()
    expect(refused()).toBe('passphrase-needed')
    expect(code(await confirmation.confirm({ passphrase: 'right' }))).toBe('ok')
    expect([asked, forgotten()]).toEqual([['agent-1'], 1])
    forward(5 * MINUTES - 1)
    expect(refused()).toBeUndefined()
    forward(1)
    expect(refused()).toBe('passphrase-needed')
  })

  test('a wrong one: refused with the code of sign-in, and nothing may be done', async () => {
    const { confirmation, refused } = station()
    expect(code(await confirmation.confirm({ passphrase: 'wrong' }))).toBe('wrong-passphrase')
    expect(refused()).toBe('passphrase-needed')
  })

  test('forgotten at lock: the next session, of the same agent too, is asked again', async () => {
    const { confirmation, refused, signInAs } = station()
    await confirmation.confirm({ passphrase: 'right' })
    signInAs(undefined)
    expect(refused()).toBe('passphrase-needed')
    signInAs(sessionOf())
    expect(refused()).toBe('passphrase-needed')
  })

  test('locked, or another session, while it is checked: does not count', async () => {
    const { confirmation, refused, signInAs, during } = station()
    during(() => signInAs(sessionOf()))
    expect(code(await confirmation.confirm({ passphrase: 'right' }))).toBe('locked')
    expect(refused()).toBe('passphrase-needed')
    signInAs(undefined)
    expect(code(await confirmation.confirm({ passphrase: 'right' }))).toBe('locked')
  })

  test('the passphrase of an older key slot, with another key behind it, does not count', async () => {
    const { confirmation, refused } = station(new Uint8Array(32).fill(2))
    expect(code(await confirmation.confirm({ passphrase: 'right' }))).toBe('wrong-passphrase')
    expect(refused()).toBe('passphrase-needed')
  })

  test('one that was chosen a moment ago counts; a failed set-up does not', async () => {
    const { confirmation, refused } = station()
    await confirmation.afterChoosing(Promise.resolve(err('weak-passphrase', 'Too short.', 'Choose a longer one.')))
    expect(refused()).toBe('passphrase-needed')
    await confirmation.afterChoosing(Promise.resolve(ok({})))
    expect(refused()).toBeUndefined()
  })

  test('every channel: it asks again, or it is as before', () => {
    const { refused } = station()
    const asking = (Object.keys(channels) as ChannelName[]).filter((name) => refused(name) !== undefined)
    expect(asking).toEqual(LASTING)
    for (const name of LASTING) {
      const rule: ChannelRule = channels[name]
      expect(rule.when, name).toBe('unlocked')
    }
  })
})

/** The channels that ask for the passphrase again, in the order of the contract. */
const LASTING: readonly ChannelName[] = [
  'station.saveRecoverySheet',
  'station.printRecoverySheet',
  'station.confirmRecoveryKey',
  'policy.agree',
  'agents.add',
  'agents.remove',
  'agents.changeRole',
  'cards.loadAuthority',
  'cards.removeAuthority',
  'printer.use',
  'record.export',
  'backup.chooseFolder',
  'handover.renewCard',
  'handover.trust',
  'handover.send',
  'windDown.certify',
  'update.choose',
  'update.start',
]
