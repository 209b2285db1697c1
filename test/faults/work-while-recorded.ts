/**
 * A process of its own that works on a vault while its writes are recorded, and acknowledges each act: `FOLDER MANNER`. It saves and purges
 * cases, stores scans and purges their keys, and adds and removes an agent. Or it only opens the vault, which repairs what a power cut left.
 */
import type { OpenSqlite } from '../../main/files/database.ts'
import { replacingSqlite } from '../support/shared-sqlite.ts'
import { acknowledge } from '../support/power-cut/record-program.ts'
import { actOf, carryOut, type KillAct } from './kill-acts.ts'
import { firstPassphrase, nextAct, openStation, value } from './station.ts'

/** The second is the control. */
export type Manner = 'flushes' | 'never flushes the record' | 'only opens'
export type Acknowledged = Pick<KillAct, 'kind' | 'id' | 'number'>

const LAST = 70
const [folder, manner] = process.argv.slice(2) as [string, Manner]
const unflushed: OpenSqlite = replacingSqlite('PRAGMA synchronous = FULL', 'PRAGMA synchronous = OFF')
const say = ({ kind, id, number }: Acknowledged): void => acknowledge(JSON.stringify({ kind, id, number }))

const station = await openStation(folder, firstPassphrase, manner === 'never flushes the record' ? unflushed : undefined)
for (let number = 1; number < LAST && manner !== 'only opens'; number += 1) {
  const act = nextAct(number)
  value(await (act.kind === 'saved' ? station.save(act.id, act.rev) : station.purge(act.id, act.rev)))
  say({ kind: act.kind === 'saved' ? 'save' : 'purge a case', id: act.id, number })
  const also = actOf(number, station)
  if (!['store a scan', 'purge a scan', 'add an agent', 'remove an agent'].includes(also.kind)) continue
  await carryOut(also, station, folder, firstPassphrase)
  say(also)
}
await station.close()
