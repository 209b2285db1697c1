/** Files of a station damaged: in two rounds of three one file (`damage-one.ts`), in the third several at once (`damage-several.ts`). Counted apart. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { oneFileRounds } from './damage-one.ts'
import { severalFilesRounds } from './damage-several.ts'
import type { FaultReport, FaultRun } from './suites.ts'

export interface DamageRounds {
  round(): Promise<void>
  report(): FaultReport & { readonly breakdown: ReadonlyMap<string, number> }
}

const SEVERAL_EVERY = 3

export async function damageSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const begin = async (name: string, make: (run: Omit<FaultRun, 'rounds'>) => Promise<DamageRounds>) => {
    await mkdir(join(folder, name))
    return make({ folder: join(folder, name), random })
  }
  const [one, several] = [await begin('one', oneFileRounds), await begin('several', severalFilesRounds)]
  for (let round = 1; round <= rounds; round += 1) await (round % SEVERAL_EVERY === 0 ? several : one).round()
  const reports = [
    { name: 'one file', ...one.report() },
    { name: 'several files', ...several.report() },
  ]
  const named = (of: string, figures: Iterable<readonly [string, number]>) =>
    Object.fromEntries([...figures].map(([what, count]) => [`${of}: ${what}`, count]))
  return {
    ok: reports.every(({ ok }) => ok),
    harmless: reports.every(({ harmless }) => harmless),
    figures: Object.assign(
      {},
      ...reports.map(({ name, figures }) => named(name, Object.entries(figures))),
      ...reports.map(({ name, breakdown }) =>
        named(
          `- ${name}`,
          [...breakdown].sort(([left], [right]) => left.localeCompare(right)),
        ),
      ),
    ) as Readonly<Record<string, number>>,
  }
}
