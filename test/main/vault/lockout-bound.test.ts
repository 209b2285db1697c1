/** How many guesses anybody gets, whatever they and a colleague do in between. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLockout } from '../../../main/vault/lockout.ts'

const minute = 60_000
const hour = 60 * minute
/** In the first hour: ten free ones, six that time makes free again, five with growing waits, then one in five minutes. */
const FIRST_HOUR = 34
const EACH_HOUR = 12
const ONE_AGENT_FIRST_HOUR = 11
const victims = ['amber', 'blaise', 'cerys'] as const

function desk() {
  let kept: string | undefined
  const file = { read: async () => kept, write: async (json: string | undefined) => void (kept = json) }
  /** `real` cannot be seen by the app. */
  const time = { real: 0, sinceBoot: 2 * hour, wall: 0 }
  const open = () => openLockout({ file, sinceBoot: () => time.sinceBoot, now: () => new Date(time.wall) })
  let lockout = open()
  const guesses: { readonly at: number; readonly of: string }[] = []
  const pass = (milliseconds: number) => {
    time.real += milliseconds
    time.sinceBoot += milliseconds
    time.wall += milliseconds
  }
  return {
    guesses,
    time,
    pass,
    wait: (of: string) => lockout.waitingTime(of),
    guess: async (of: string, ended: 'by Argon2' | 'by a kill') => {
      if ((await lockout.refusal(of)) !== undefined) return
      const counted = await lockout.count(of)
      guesses.push({ at: time.real, of })
      if (ended === 'by Argon2') await counted.wrong()
      else lockout = open()
    },
    right: async (of: string) => {
      if ((await lockout.refusal(of)) === undefined) await (await lockout.count(of)).right()
    },
    recorded: () => lockout.recorded(),
    restart: () => void (lockout = open()),
    reboot: () => {
      pass(minute)
      time.sinceBoot = minute / 2
      lockout = open()
    },
  }
}

const most = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + hour).length))

test('lockout: whatever a colleague does, at most 34 guesses an hour and one for each agent, 11 at one agent', async () => {
  const victim = fc.constantFrom(...victims)
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('guess' as const),
        of: victim,
        ended: fc.constantFrom('by Argon2' as const, 'by a kill' as const),
      }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('wait until allowed' as const), of: victim }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('colleague right' as const, 'colleague wrong' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'reboot' as const, 'recorded' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('set the clock' as const), by: fc.integer({ min: -48, max: 48 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 0, max: 20 }) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 140 }), async (steps) => {
      const at = desk()
      for (const each of steps) {
        if (each.do === 'guess') await at.guess(each.of, each.ended)
        else if (each.do === 'wait until allowed') {
          at.pass(await at.wait(each.of))
          await at.guess(each.of, 'by Argon2')
        } else if (each.do === 'colleague right') await at.right('colleague')
        else if (each.do === 'colleague wrong') {
          // A guess at one's own passphrase tells nothing: it does not count here.
          await at.guess('colleague', 'by Argon2')
        } else if (each.do === 'set the clock') at.time.wall += each.by * hour
        else if (each.do === 'pass') at.pass(each.minutes * minute)
        else await at[each.do]()
      }
      const guessed = at.guesses.filter(({ of }) => of !== 'colleague')
      expect(most(guessed.map((guess) => guess.at))).toBeLessThanOrEqual(FIRST_HOUR + victims.length)
      for (const name of victims)
        expect(most(guessed.filter(({ of }) => of === name).map((guess) => guess.at))).toBeLessThanOrEqual(ONE_AGENT_FIRST_HOUR)
    }),
    { numRuns: 25, seed: 1104 },
  )
})

test.each([
  [1, 9 + 2 * 24],
  [12, FIRST_HOUR + 12 + EACH_HOUR * 24],
])(
  'lockout: a day of guessing as fast as %i agents allow, with a colleague who signs in before each guess: at most %i',
  async (count, bound) => {
    const at = desk()
    const names = Array.from({ length: count }, (_, index) => `agent-${index}`)
    // Without a wait the clock would stand still: then it ends at twice the bound.
    while (at.time.real < 24 * hour && at.guesses.length < 2 * bound) {
      await at.right('colleague')
      const waits = await Promise.all(names.map(async (name) => ({ name, wait: await at.wait(name) })))
      const next = waits.reduce((soonest, each) => (each.wait < soonest.wait ? each : soonest))
      at.pass(next.wait)
      await at.guess(next.name, 'by Argon2')
    }
    expect(at.guesses.length).toBeLessThanOrEqual(bound + 1)
    // It has to be possible at all, or the test would prove nothing.
    expect(at.guesses.length).toBeGreaterThan(bound * 0.7)
  },
)
