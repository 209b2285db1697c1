import { describe, expect, test } from 'vitest'
import { waitForCases } from '../../../main/station/wait-for-cases.ts'
import { channels, type ChannelName, type Handlers } from '../../../preload/contract.ts'

const names = Object.keys(channels) as ChannelName[]

/** The channels whose answer waited for the cases. */
async function findWaiting(): Promise<readonly ChannelName[]> {
  const waiting: ChannelName[] = []
  for (const name of names) {
    const steps: string[] = []
    const handlers = { [name]: async (input: unknown) => steps.push(`answered ${JSON.stringify(input)}`) } as unknown as Handlers
    const waited = waitForCases(handlers, async () => void steps.push('opened'))
    await (waited[name] as (input: unknown) => Promise<unknown>)('asked')
    expect(steps.at(-1)).toBe('answered "asked"')
    if (steps[0] === 'opened') waiting.push(name)
  }
  return waiting
}

describe('requests while the cases are being opened', () => {
  test('only what the contract says needs no case is answered before; all that needs a sign-in waits', async () => {
    const waiting = await findWaiting()
    for (const name of names) {
      const { when, whileOpening } = channels[name]
      expect([name, waiting.includes(name)]).toEqual([name, when !== 'always' && whileOpening !== true])
    }
    for (const name of ['case.act', 'retention.eraseDue', 'backup.state'] as const) expect(waiting).toContain(name)
  })

  test('the work list and a case in it come without waiting', async () => {
    const waiting = await findWaiting()
    for (const name of [
      'vault.unlock',
      'station.state',
      'station.read',
      'database.compare',
      'database.page',
      'database.keys',
      'case.open',
    ] as const)
      expect(waiting).not.toContain(name)
  })

  test('cases that do not open: the request that needs them rejects and does nothing', async () => {
    const done: string[] = []
    const handlers = { 'case.act': async () => done.push('acted') } as unknown as Handlers
    const waited = waitForCases(handlers, () => Promise.reject(new Error('a case does not open')))
    await expect(waited['case.act']({} as never)).rejects.toThrow('does not open')
    expect(done).toEqual([])
  })
})
