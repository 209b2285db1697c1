/** Runs erasing beside the agent's work: one case a slice, and whatever the agent asks for comes in between. */
import { setImmediate } from 'node:timers/promises'

export interface ErasingSlices {
  /** Starts, unless it is running already. Resolves when nothing is left, or when a slice says that it cannot go on. */
  run(): Promise<void>
}

export interface ErasingSlicesDeps {
  /** Ids of the cases of which something is due, in the order in which they are erased. */
  readonly dueCases: () => readonly string[]
  /** Erases what is due of one case; false when no further case is to be erased now. */
  readonly eraseCase: (caseId: string) => Promise<boolean>
}

export function createErasingSlices({ dueCases, eraseCase }: ErasingSlicesDeps): ErasingSlices {
  let running: Promise<void> | undefined

  async function eraseAll(): Promise<void> {
    const done = new Set<string>()
    // A day may begin, or an agent may end a hold, while this runs.
    for (let due = dueCases(); due.length > 0; due = dueCases().filter((caseId) => !done.has(caseId))) {
      for (const caseId of due) {
        if (!(await eraseCase(caseId))) return
        done.add(caseId)
        await setImmediate()
      }
    }
  }

  return {
    run: () =>
      (running ??= eraseAll().finally(() => {
        running = undefined
      })),
  }
}
