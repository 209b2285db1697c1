/**
 * Kills this process inside SQLite's work, which no parent could hit: a second thread waits for the moment and kills then, some microseconds
 * later. Logs are brought into their databases every few pages, so that a commit may be inside that as well.
 */
import { basename } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'

export const killMoments = ['inside a commit', 'between the two copies', 'while a log is emptied'] as const
export type KillMoment = (typeof killMoments)[number]

export interface KillPlan {
  readonly moment: KillMoment
  /** So many such moments pass before. */
  readonly after: number
  readonly microseconds: number
}

const FIRST_COPIES = ['record.db', 'keys.db']
const killer = `
  const { workerData } = require('node:worker_threads')
  const flag = new Int32Array(workerData.flag)
  Atomics.wait(flag, 0, 0)
  while (Atomics.load(flag, 0) < 2);
  const until = process.hrtime.bigint() + BigInt(workerData.microseconds) * 1000n
  while (process.hrtime.bigint() < until);
  process.kill(process.pid, 'SIGKILL')
`

/** `say`: called when the moment begins and when it has passed. */
export function dieAt({ moment, after, microseconds }: KillPlan, say: (moment: KillMoment | null) => void): void {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  new Worker(killer, { eval: true, workerData: { flag: flag.buffer, microseconds } }).unref()
  let left = after
  const isDue = () => {
    left -= 1
    // The thread begins to watch one moment before.
    if (left === 1) Atomics.store(flag, 0, 1)
    if (left === 1) Atomics.notify(flag, 0)
    return left <= 0
  }
  const inside = <Value>(work: () => Value): Value => {
    if (!isDue()) return work()
    say(moment)
    Atomics.store(flag, 0, 2)
    Atomics.notify(flag, 0)
    const done = work()
    say(null)
    return done
  }
  const { exec, prepare } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function commit(sql) {
    const text = sql.replace('wal_autocheckpoint = 1000', 'wal_autocheckpoint = 20')
    if (text !== 'COMMIT') return exec.call(this, text)
    if (moment === 'inside a commit') return inside(() => exec.call(this, text))
    exec.call(this, text)
    if (moment !== 'between the two copies' || !FIRST_COPIES.includes(basename(this.location() ?? '')) || !isDue()) return
    say(moment)
    process.kill(process.pid, 'SIGKILL')
  }
  DatabaseSync.prototype.prepare = function prepareOften(...given) {
    const statement = prepare.apply(this, given)
    if (moment !== 'while a log is emptied' || !given[0].includes('wal_checkpoint')) return statement
    const get = statement.get.bind(statement)
    return Object.assign(statement, { get: () => inside(() => get()) })
  }
}
