/** A process of its own that does everything that writes to a vault until it is killed, and says each act before it begins and when it was acknowledged. */
import { writeSync } from 'node:fs'
import { actOf, carryOut, type Said } from './kill-acts.ts'
import { dieAt, type KillPlan } from './kill-moments.ts'
import { openStation } from './station.ts'

const [folder, from, givenPassphrase, plan] = process.argv.slice(2)
const say = (line: Said): void => {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
if (plan !== undefined) dieAt(JSON.parse(plan) as KillPlan, (moment) => say({ moment }))
let passphrase = givenPassphrase!
const station = await openStation(folder!, passphrase)
for (let number = Number(from); ; number += 1) {
  const act = actOf(number, station)
  say({ begun: act })
  passphrase = await carryOut(act, station, folder!, passphrase)
  say({ done: act })
}
