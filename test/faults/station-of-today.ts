/**
 * The stations that several files are harmed of at once, each with an older state: since then the passphrase was changed, a case and its key
 * were destroyed, and a new case, a scan and some changes were saved.
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { toHex } from '../../domain/bytes.ts'
import { changePassphrase } from '../../main/vault/agent-access.ts'
import { besideTheRecord, type ScansBeside } from './scans-beside.ts'
import { doorOf, firstPassphrase, makeVault, nextAct, openStation, value, type OpenStation, type Told } from './station.ts'

export interface Today {
  readonly name: string
  readonly master: string
  readonly older: string
  readonly passphrase: string
  readonly olderPassphrase: string
  readonly told: ReadonlyMap<string, Told>
  readonly entries: number
  readonly lastSeq: number
  readonly keyIds: ReadonlySet<string>
  readonly erasedKeyId: string
  readonly scans: ScansBeside
}

const passphrase = 'five invented kettles whistle'
/** Saved in the older state, and destroyed since. */
const DOOMED = 'case-1-0'

/** One that was closed, and one that was killed: its newest acts are in the write-ahead logs only. */
export async function makeStationsOfToday(folder: string): Promise<Today[]> {
  const working = join(folder, 'working')
  const copy = (name: string) => cp(working, join(folder, name), { recursive: true })
  await makeVault(working)
  const told = new Map<string, Told>()
  let station = await openStation(working)
  const scans = await besideTheRecord(station.vault)
  for (const length of [70_000, 9_000]) await scans.store(station, length)
  await work(station, 1, 62, told)
  const erasedKeyId = toHex(station.vault.keyring.list({ ownerId: DOOMED })[0]!.keyId)
  await station.close()
  await copy('closed-older')
  station = await openStation(working)
  await work(station, 62, 64, told)
  await copy('killed-older')
  await changeToday(station, working)
  await scans.store(station, 60_000)
  value(await station.purge(DOOMED, 100))
  told.set(DOOMED, { kind: 'purged', id: DOOMED, rev: 100 })
  // Destroying a key empties the logs of the keys, so what comes after it is in them.
  await work(station, 64, 68, told)
  await copy('killed')
  await station.close()
  await copy('closed')
  station = await openStation(working, passphrase)
  const facts = {
    passphrase,
    olderPassphrase: firstPassphrase,
    told,
    entries: station.record.checkpoint().size,
    lastSeq: station.record.journal.lastSeq,
    keyIds: new Set(station.vault.keyring.list().map(({ keyId }) => toHex(keyId))),
    erasedKeyId,
    scans,
  }
  await station.close()
  return ['closed', 'killed'].map((name) => ({ name, master: join(folder, name), older: join(folder, `${name}-older`), ...facts }))
}

async function work(station: OpenStation, from: number, to: number, told: Map<string, Told>): Promise<void> {
  for (let number = from; number < to; number += 1) {
    const act = nextAct(number)
    value(await (act.kind === 'saved' ? station.save(act.id, act.rev) : station.purge(act.id, act.rev)))
    told.set(act.id, act)
  }
}

async function changeToday({ vault, record }: OpenStation, folder: string): Promise<void> {
  value(await changePassphrase({ vault, vaultAccess: doorOf(folder) }, { old: firstPassphrase, next: passphrase }))
  value(await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() }))
}
