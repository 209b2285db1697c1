/** Processes that work on a vault and are killed: at a moment of the act that is aimed at, or after so many acts. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ActKind, KillAct, Said } from './kill-acts.ts'
import type { KillMoment, KillPlan } from './kill-moments.ts'
import type { Told } from './station.ts'

/** The acts of one process: those that were acknowledged, and the one that the kill cut off. */
export interface Worked {
  readonly done: readonly KillAct[]
  readonly cutOff: KillAct | undefined
  /** Of SQLite's work, when the process died in it by plan. */
  readonly moment: KillMoment | undefined
}

interface Working {
  readonly folder: string
  readonly from: number
  readonly passphrase: string
  /** Where the process kills itself; without it the next three count. */
  readonly plan?: KillPlan | undefined
  /** The kind of act to be killed in, after so many others, at this part of the time that it took so far. */
  readonly aim: ActKind
  readonly after: number
  readonly at: number
  readonly durations: Map<ActKind, number>
}

export function workUntilKilled({ folder, from, passphrase, plan, aim, after, at, durations }: Working): Promise<Worked> {
  const child = spawnHere('work-until-killed.ts', folder, String(from), passphrase, ...(plan === undefined ? [] : [JSON.stringify(plan)]))
  return new Promise((resolve, reject) => {
    const done: KillAct[] = []
    let open: KillAct | undefined
    let began = 0
    let isAimed = plan !== undefined
    let moment: KillMoment | undefined
    createInterface(child.stdout).on('line', (line) => {
      const said = JSON.parse(line) as Said
      if ('moment' in said) {
        moment = said.moment ?? undefined
        return
      }
      if ('done' in said) {
        done.push(said.done)
        open = undefined
        if (!isAimed) durations.set(said.done.kind, 0.7 * (durations.get(said.done.kind) ?? 3) + 0.3 * (performance.now() - began))
        return
      }
      open = said.begun
      began = performance.now()
      if (isAimed || open.kind !== aim || done.length < after) return
      isAimed = true
      killAfter(at * (durations.get(aim) ?? 3), () => child.kill('SIGKILL'))
    })
    child.once('error', reject)
    child.once('close', (status, signal) =>
      signal === 'SIGKILL' ? resolve({ done, cutOff: open, moment }) : reject(new Error(`the working process ended by itself: ${status}`)),
    )
  })
}

/** Timers count in milliseconds; an act may take less. */
function killAfter(milliseconds: number, kill: () => void): void {
  const until = performance.now() + milliseconds
  const wait = (): void => {
    if (performance.now() >= until) kill()
    else setImmediate(wait)
  }
  if (milliseconds > 20) setTimeout(wait, milliseconds - 10)
  else wait()
}

const spawnHere = (script: string, ...args: readonly string[]) =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** The control's process, which says that it saved before it did. */
export function earlyUntilKilled(folder: string, from: number, acts: number): Promise<Told[]> {
  const child = spawnHere('save-too-early.ts', folder, String(from))
  return new Promise((resolve, reject) => {
    const said: Told[] = []
    createInterface(child.stdout).on('line', (line) => {
      said.push(JSON.parse(line) as Told)
      if (said.length === acts) child.kill('SIGKILL')
    })
    child.once('error', reject)
    child.once('close', (status, signal) =>
      signal === 'SIGKILL' ? resolve(said) : reject(new Error(`the working process ended by itself: ${status}`)),
    )
  })
}
