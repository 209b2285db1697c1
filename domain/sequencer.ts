/** Runs asynchronous tasks one at a time, in the order in which they were queued, even if one fails. After VS Code's `base/common/async.ts`. */
export type Sequencer = <Value>(task: () => Promise<Value>) => Promise<Value>

export function createSequencer(): Sequencer {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(task, task)
    last = result.catch(() => undefined)
    return result
  }
}

/** One queue for each key: tasks of one key run one at a time, tasks of different keys side by side. A key with nothing queued takes no memory. */
export type SequencerByKey<Key> = <Value>(key: Key, task: () => Promise<Value>) => Promise<Value>

export function createSequencerByKey<Key>(): SequencerByKey<Key> {
  const last = new Map<Key, Promise<unknown>>()
  return (key, task) => {
    const result = (last.get(key) ?? Promise.resolve()).then(task, task)
    const settled = result.catch(() => undefined)
    last.set(key, settled)
    void settled.then(() => {
      if (last.get(key) === settled) last.delete(key)
    })
    return result
  }
}
