/** The control: a process that says “Saved” before it is. */
import { writeSync } from 'node:fs'
import { nextAct, openStation, value } from './station.ts'

const [folder, from] = process.argv.slice(2)
const station = await openStation(folder!)
for (let number = Number(from); ; number += 1) {
  const act = nextAct(number)
  writeSync(1, `${JSON.stringify(act)}\n`)
  value(await (act.kind === 'saved' ? station.save(act.id, act.rev) : station.purge(act.id, act.rev)))
}
