/** Changes to the station itself: its settings and its agents. */
import type { Answer } from '../../preload/contract.ts'
import type { Call } from './calls.ts'
import type { CaseClient } from './case-client.ts'
import type { ClientState } from './client-state.ts'
import type { RowStore } from './row-store.ts'

export interface StationActsDeps {
  readonly call: Call
  readonly state: Pick<ClientState, 'settings' | 'refreshSettings' | 'refreshStation'>
  readonly rows: Pick<RowStore, 'storeAnswer'>
}

export function createStationActs({ call, state, rows }: StationActsDeps): Pick<CaseClient, 'changeAgents' | 'saveSettings'> {
  return {
    changeAgents: async (channel, input) => {
      const answer = await rows.storeAnswer((await call(channel, input)) as Answer<typeof channel>)
      if (answer.ok) await Promise.all([state.refreshSettings(), state.refreshStation()])
      return answer
    },
    saveSettings: async (settings) => {
      const answer = await rows.storeAnswer(await call('station.save', { settings, expectedRev: state.settings.get()?.rev ?? 0 }))
      if (!answer.ok) return answer
      state.settings.set({ settings, rev: answer.value.rev })
      return { ok: true, value: settings }
    },
  }
}
