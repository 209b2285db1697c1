export type Sequencer = <Value>(work: () => Promise<Value>) => Promise<Value>

/** Runs one piece of work after another, whatever becomes of each. */
export function createSequencer(): Sequencer {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
