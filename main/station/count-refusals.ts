/** Notes what the role of the signed-in agent does not allow: the first request of each channel at once, how many more of them at lock. */
import type { RecordStore } from '../record/store.ts'

const ACTION = 'refused-by-role'

export interface RefusalCount {
  note(channel: string): void
  /** Before the record is closed. A faulty page can ask a thousand times: it adds one entry a channel. */
  noteRest(): Promise<void>
}

export function countRefusals(store: Pick<RecordStore, 'commit'>): RefusalCount {
  const more = new Map<string, number>()
  const commit = async (action: string, channel: string): Promise<void> => {
    await store.commit([], { action, detail: { channel } })
  }
  return {
    note(channel) {
      const before = more.get(channel)
      more.set(channel, before === undefined ? 0 : before + 1)
      if (before === undefined) void commit(ACTION, channel)
    },
    async noteRest() {
      for (const [channel, times] of more) if (times > 0) await commit(`${ACTION} times-${String(times)}`, channel)
      more.clear()
    },
  }
}
