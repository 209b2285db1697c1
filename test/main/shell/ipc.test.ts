import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callChannel, createAnswerer, createPush, pushChannel, serve, type Gate, type Refusal } from '../../../main/shell/ipc.ts'
import { largestMessage } from '../../../preload/contract/message-size.ts'
import type { ChannelRule } from '../../../preload/contract/parts.ts'
import { everyone } from '../../../preload/contract/who.ts'
import { channels, type Handlers } from '../../../preload/contract.ts'
import { err, type Result } from '../../../domain/result.ts'

const rule = { roles: everyone, input: z.strictObject({}), output: z.strictObject({}), codes: [] }
const contract: Record<string, ChannelRule> = {
  'now.always': {
    ...rule,
    when: 'always',
    input: z.strictObject({ name: z.string() }),
    output: z.strictObject({ length: z.number() }),
    codes: ['no-card'],
  },
  'now.unlocked': { ...rule, when: 'unlocked' },
  'now.practice': { ...rule, when: 'practice' },
  'now.check': { ...rule, when: 'always', background: true },
}

interface World {
  ours: boolean
  unlocked: boolean
  practice: boolean
  forbidden: (channel: string, input: unknown) => boolean
  strict: boolean
}

function desk(world: Partial<World> = {}, handlers: Record<string, (input: never) => Promise<Result<unknown>>> = {}) {
  const refused: Refusal[] = []
  const bugs: { channel: string; error: Error }[] = []
  const calls: string[] = []
  let acts = 0
  const gate: Gate<object> = {
    isOurFrame: () => world.ours ?? true,
    isUnlocked: () => world.unlocked ?? true,
    isPractice: () => world.practice ?? true,
    isStrict: world.strict ?? false,
    findRefusal: (channel, input) =>
      world.forbidden?.(channel, input) ? { code: 'not-your-role', message: 'Not yours.', next: 'Ask.' } : undefined,
    onRefused: (refusal) => {
      refused.push(refusal)
    },
    onBug: (channel, error) => {
      bugs.push({ channel, error })
    },
    act: (work) => {
      acts += 1
      return work()
    },
  }
  const nothing = () => Promise.resolve<Result<unknown>>({ ok: true, value: {} })
  const all = {
    'now.always': ({ name }: { name: string }) => {
      calls.push('now.always')
      return Promise.resolve<Result<unknown>>({ ok: true, value: { length: name.length } })
    },
    'now.unlocked': () => {
      calls.push('now.unlocked')
      return nothing()
    },
    'now.practice': () => {
      calls.push('now.practice')
      return nothing()
    },
    'now.check': nothing,
    ...handlers,
  }
  const answer = createAnswerer(contract, all, gate)
  return { refused, bugs, calls, acts: () => acts, ask: (...args: unknown[]) => answer({}, args) }
}

const good = { channel: 'now.always', input: { name: 'four' } }

describe('the IPC gate', () => {
  it('lets checks stop for what the agent asks, and not for what other checks ask', async () => {
    const { ask, acts } = desk()
    await ask({ channel: 'now.check', input: {} })
    expect(acts()).toBe(0)
    await ask(good)
    expect(acts()).toBe(1)
  })

  it('refuses what a role forbids, after the shape was looked at, and never reaches the handler', async () => {
    const { ask, calls, refused } = desk({
      forbidden: (channel, input) => channel === 'now.always' && (input as { name: string }).name === 'four',
    })
    expect(await ask(good)).toEqual({ ok: false, error: { code: 'not-your-role', message: 'Not yours.', next: 'Ask.' } })
    expect(refused).toEqual([{ channel: 'now.always', code: 'not-your-role' }])
    expect(calls).toEqual([])
    expect(await ask({ channel: 'now.always', input: { name: 'fives' } })).toEqual({ ok: true, value: { length: 5 } })
    expect(await ask({ channel: 'now.always', input: { name: 4 } })).toMatchObject({ error: { code: 'malformed' } })
  })

  it('answers what fits', async () => {
    const { ask, calls, refused } = desk()
    expect(await ask(good)).toEqual({ ok: true, value: { length: 4 } })
    expect(calls).toEqual(['now.always'])
    expect(refused).toEqual([])
  })

  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  it.each<[string, Partial<World>, unknown[], Refusal]>([
    ['another frame', { ours: false }, [good], { channel: 'now.always', code: 'foreign-frame' }],
    [
      'another frame with a channel of its own',
      { ours: false },
      [{ channel: 'text of theirs', input: {} }],
      { channel: '(unknown)', code: 'foreign-frame' },
    ],
    ['a channel not in the contract', {}, [{ channel: 'no.such', input: {} }], { channel: '(unknown)', code: 'unknown-channel' }],
    ['a name every object has', {}, [{ channel: 'constructor', input: {} }], { channel: '(unknown)', code: 'unknown-channel' }],
    ['the prototype’s name', {}, [{ channel: '__proto__', input: {} }], { channel: '(unknown)', code: 'unknown-channel' }],
    ['no message', {}, [], { channel: '(unknown)', code: 'malformed' }],
    ['text for a message', {}, ['now.always'], { channel: '(unknown)', code: 'malformed' }],
    ['a channel that is not text', {}, [{ channel: ['now.always'], input: {} }], { channel: '(unknown)', code: 'malformed' }],
    ['a message without input', {}, [{ channel: 'now.always' }], { channel: '(unknown)', code: 'malformed' }],
    ['a message with more in it', {}, [{ ...good, more: 1 }], { channel: 'now.always', code: 'malformed' }],
    ['a second argument', {}, [good, good], { channel: 'now.always', code: 'malformed' }],
    [
      'input with an unknown key',
      {},
      [{ channel: 'now.always', input: { name: 'x', more: 1 } }],
      { channel: 'now.always', code: 'malformed' },
    ],
    ['input of the wrong type', {}, [{ channel: 'now.always', input: { name: 4 } }], { channel: 'now.always', code: 'malformed' }],
    ['input that is no JSON', {}, [{ channel: 'now.always', input: cycle }], { channel: 'now.always', code: 'malformed' }],
    ['a bigint', {}, [{ channel: 'now.always', input: 1n }], { channel: 'now.always', code: 'malformed' }],
    [
      'too much',
      {},
      [{ channel: 'now.always', input: { name: 'x'.repeat(largestMessage) } }],
      { channel: 'now.always', code: 'too-large' },
    ],
    ['a locked desk', { unlocked: false }, [{ channel: 'now.unlocked', input: {} }], { channel: 'now.unlocked', code: 'locked' }],
    [
      'a desk that is not practising',
      { practice: false },
      [{ channel: 'now.practice', input: {} }],
      { channel: 'now.practice', code: 'not-in-practice' },
    ],
  ])('refuses %s, calls nothing and reports no content', async (_what, world, args, refusal) => {
    const { ask, calls, refused } = desk(world)
    expect(await ask(...args)).toEqual({
      ok: false,
      error: { code: refusal.code, message: expect.stringMatching(/\.$/), next: expect.stringMatching(/\.$/) },
    })
    expect(calls).toEqual([])
    expect(refused).toEqual([refusal])
  })

  it('says of a locked desk that it is locked before it looks at the input', async () => {
    expect(await desk({ unlocked: false }).ask({ channel: 'now.unlocked', input: { wrong: 1 } })).toMatchObject({
      error: { code: 'locked' },
    })
  })

  it('undeclared failure code: answers `fault` and names the code where the app is installed, throws elsewhere', async () => {
    const failing = { 'now.always': () => Promise.resolve(err('no-such-code', 'Secret words.', 'None.')) }
    const installed = desk({}, failing)
    expect(await installed.ask(good)).toMatchObject({ ok: false, error: { code: 'fault' } })
    expect(installed.bugs[0]!.error.stack).toContain('no-such-code')
    expect(installed.bugs[0]!.error.stack).not.toContain('Secret words')
    await expect(desk({ strict: true }, failing).ask(good)).rejects.toThrow('no-such-code')
  })

  it('passes a failure on, and nothing that hangs on it', async () => {
    const error = { code: 'no-card', message: 'No card.', next: 'Insert one.', cause: 'Zoë Sample', stack: 'secret' }
    const { ask } = desk({}, { 'now.always': () => Promise.resolve({ ok: false, error }) })
    expect(await ask(good)).toEqual({ ok: false, error: { code: 'no-card', message: 'No card.', next: 'Insert one.' } })
  })

  it.each<[string, () => Promise<never>]>([
    [
      'thrown',
      () => {
        throw new TypeError('Zoë Sample, JG103759A')
      },
    ],
    ['rejected', () => Promise.reject(new TypeError('Zoë Sample, JG103759A'))],
    ['thrown as text', () => Promise.reject('Zoë Sample, JG103759A')],
  ])('makes a fault without detail of a bug %s, and logs no words of it', async (_how, handler) => {
    const { ask, bugs } = desk({}, { 'now.always': handler })
    const answer = await ask(good)
    expect(answer).toMatchObject({ ok: false, error: { code: 'fault' } })
    expect(bugs).toHaveLength(1)
    const { channel, error } = bugs[0]!
    expect(channel).toBe('now.always')
    expect(`${JSON.stringify(answer)}${error.name}${error.message}${String(error.stack)}${JSON.stringify(error)}`).not.toMatch(/Zoë|JG10/)
  })

  it('keeps an answer that does not fit the contract from the page, and says where it does not fit', async () => {
    const { ask, bugs } = desk({}, { 'now.always': () => Promise.resolve({ ok: true, value: { length: 'Zoë', more: 'JG103759A' } }) })
    expect(await ask(good)).toMatchObject({ ok: false, error: { code: 'fault' } })
    expect(bugs[0]!.error.message).toContain('length: invalid_type')
    expect(bugs[0]!.error.message).not.toMatch(/Zoë|JG10/)
  })

  it('refuses or calls exactly as the contract says, whatever is sent (the product’s own contract)', async () => {
    const called: string[] = []
    const handlers = Object.fromEntries(
      Object.keys(channels).map((name) => [
        name,
        () => {
          called.push(name)
          return Promise.resolve({ ok: false, error: { code: 'called', message: 'x', next: 'x' } })
        },
      ]),
    )
    const listeners = new Map<string, (event: { ours: boolean }, ...args: unknown[]) => unknown>()
    let unlocked = false
    serve<{ ours: boolean }>(
      {
        handle: (channel, listener) => {
          listeners.set(channel, listener)
        },
      },
      handlers as unknown as Handlers,
      {
        isOurFrame: ({ ours }) => ours,
        isUnlocked: () => unlocked,
        isPractice: () => unlocked,
        onRefused: () => undefined,
        onBug: () => undefined,
      },
    )
    expect([...listeners.keys()]).toEqual([callChannel])
    const refusals = new Set(['unknown-channel', 'foreign-frame', 'malformed', 'locked', 'not-in-practice', 'too-large'])
    const name = fc.oneof(fc.constantFrom(...Object.keys(channels)), fc.string(), fc.constantFrom('__proto__', 'toString'))
    const input = fc.oneof(fc.anything(), fc.constant({}), fc.record({ caseId: fc.uuid(), expectedSeq: fc.nat() }))
    const message = fc.oneof({ weight: 5, arbitrary: fc.record({ channel: name, input }) }, { weight: 1, arbitrary: fc.anything() })
    await fc.assert(
      fc.asyncProperty(message, fc.boolean(), fc.boolean(), async (sent, ours, isUnlocked) => {
        called.length = 0
        unlocked = isUnlocked
        const answer = await (listeners.get(callChannel)!({ ours }, sent) as Promise<Result<unknown>>)
        expect(answer.ok).toBe(false)
        const code = answer.ok ? '' : answer.error.code
        // The gate answers `fault` for the code that no channel declares.
        if (called.length > 0) {
          expect(code).toBe('fault')
          const { channel, input: given } = sent as { channel: keyof typeof channels; input: unknown }
          expect(called).toEqual([channel])
          expect(ours && channels[channel].input.safeParse(given).success && (isUnlocked || channels[channel].when === 'always')).toBe(true)
        } else {
          expect(refusals).toContain(code)
          expect(called).toEqual([])
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('a push', () => {
  it('goes out under its name when it fits the contract, to a page that is there', () => {
    const sent: unknown[] = []
    let target: { isDestroyed: () => boolean; send: (...args: unknown[]) => void } | undefined = {
      isDestroyed: () => false,
      send: (...args) => {
        sent.push(args)
      },
    }
    const push = createPush(() => target)
    push('vault.locked', { why: 'idle' })
    expect(sent).toEqual([[pushChannel, { push: 'vault.locked', payload: { why: 'idle' } }]])
    expect(() => {
      push('vault.locked', { why: 'no such reason' as 'idle' })
    }).toThrow()
    target = {
      isDestroyed: () => true,
      send: () => {
        throw new Error('gone')
      },
    }
    push('vault.locked', { why: 'idle' })
    target = undefined
    push('vault.locked', { why: 'idle' })
    expect(sent).toHaveLength(1)
  })
})
