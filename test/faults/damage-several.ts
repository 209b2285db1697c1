/**
 * Two to four files of the vault's folder harmed alike and at once: both copies of one thing, or files that belong together, flipped at the
 * same place, cut to the same length, replaced by the same other file, removed, or put back to the same earlier state. What is lost must be
 * said, or everything refused in words (`judge-several.ts`).
 * Control, of files put back: the high-water mark goes back with them, and nothing is known of the other files.
 */
import { join } from 'node:path'
import { drawHarm } from '../support/file-sets.ts'
import type { DamageRounds } from './damage.ts'
import { isUnsaidUnbound, judgeSeveral, noSeveralOutcomes, type SeveralOutcome } from './judge-several.ts'
import { makeStationsOfToday } from './station-of-today.ts'
import type { FaultRun } from './suites.ts'

const harms: readonly SeveralOutcome[] = [
  'lost without a word',
  'not said',
  'failed without words',
  'refused, and more was harmed',
  'an older passphrase opened it',
  'a destroyed key is there',
  'a key was made',
  'a station was made in its place',
  'copies not the same in the end',
]

export async function severalFilesRounds({ folder, random }: Omit<FaultRun, 'rounds'>): Promise<DamageRounds> {
  const stations = await makeStationsOfToday(folder)
  const [copy, scratch] = [join(folder, 'copy'), join(folder, 'scratch')]
  const tally = { ...noSeveralOutcomes }
  const breakdown = new Map<string, number>()
  const control = { sets: 0, unsaid: 0 }
  let rounds = 0
  return {
    async round() {
      const today = stations[random(stations.length)]!
      const harm = await drawHarm(today, random)
      const { outcome, why } = await judgeSeveral(today, copy, harm, scratch)
      tally[outcome] += 1
      const what = `${harm.set}, ${harm.way}: ${outcome}`
      breakdown.set(what, (breakdown.get(what) ?? 0) + 1)
      if (harms.includes(outcome)) process.stderr.write(`several files: ${today.name}, ${harm.files.join(' and ')}, ${what} (${why})\n`)
      rounds += 1
      if (harm.way !== 'older together') return
      control.sets += 1
      if (await isUnsaidUnbound(today, copy, harm)) control.unsaid += 1
    },
    report() {
      const harmless = harms.every((each) => tally[each] === 0)
      return {
        harmless,
        ok: harmless && control.unsaid > 0,
        figures: {
          damages: rounds,
          ...tally,
          'control: files put back': control.sets,
          'control: something lost without a word': control.unsaid,
        },
        breakdown,
      }
    },
  }
}
