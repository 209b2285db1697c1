/** A process of its own that saves, purges, rewrites the keyring and takes snapshots until it is killed, and says each thing that was acknowledged. */
import { writeSync } from 'node:fs'
import { nextAct, openStation, value } from './station.ts'

const [folder, from, early] = process.argv.slice(2)
const station = await openStation(folder!)
for (let number = Number(from); ; number += 1) {
  const act = nextAct(number)
  // The control says "Saved" before it is.
  if (early === 'early') writeSync(1, `${JSON.stringify(act)}\n`)
  value(await (act.kind === 'saved' ? station.save(act.id, act.rev) : station.purge(act.id, act.rev)))
  if (early !== 'early') writeSync(1, `${JSON.stringify(act)}\n`)
}
