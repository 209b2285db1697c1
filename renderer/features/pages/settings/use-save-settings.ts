/** Saves one part of the station's settings over what is stored now. */
import type { Failure } from '../../../../domain/result.ts'
import type { StationSettings } from '../../../../domain/station.ts'
import { useCaseClient, useSettings } from '../../../client/use-case-client.ts'

const notOpen: Failure = {
  code: 'settings-not-open',
  message: 'The settings could not be read, so nothing was saved. What you typed is still here.',
  next: 'Lock RA Desk, unlock it and save again.',
}

export function useSaveSettings() {
  const client = useCaseClient()
  const current = useSettings()
  return {
    settings: current?.settings,
    save: async (change: (settings: StationSettings) => StationSettings): Promise<Failure | undefined> => {
      // Read at the moment of saving: another part may have been saved since this screen was drawn.
      const latest = client.settings.get()?.settings
      if (!latest) return notOpen
      const answer = await client.saveSettings(change(latest))
      return answer.ok ? undefined : answer.error
    },
  }
}
