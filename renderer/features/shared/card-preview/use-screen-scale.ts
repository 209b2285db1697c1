/** How large a millimetre is on this screen: the system's value, or the agent's measurement with a card. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

/** CSS pixels in a millimetre. Exact only if the system knows its screen. */
export const USUAL_SCALE = 96 / 25.4

/** Identifies the screen, because a window may move to another one. */
const thisScreen = (): string => `${window.screen.width}x${window.screen.height}@${window.devicePixelRatio}`

export interface ScreenScale {
  readonly pixelsPerMillimetre: number
  readonly state: 'looking' | 'not-measured' | 'measured' | 'measured-elsewhere'
  save(pixelsPerMillimetre: number | undefined): Promise<Failure | undefined>
}

export function useScreenScale(): ScreenScale {
  const client = useCaseClient()
  const [stored, setStored] = useState<{ readonly pixelsPerMillimetre?: number | undefined; readonly on?: string | undefined }>()
  useEffect(() => {
    let current = true
    void client.call('screen.scale', {}).then((answer) => {
      if (current) setStored(answer.ok ? answer.value : {})
    })
    return () => {
      current = false
    }
  }, [client])
  const save = useCallback(
    async (pixelsPerMillimetre: number | undefined) => {
      const next = pixelsPerMillimetre === undefined ? {} : { pixelsPerMillimetre, on: thisScreen() }
      const answer = await client.call('screen.setScale', next)
      if (!answer.ok) return answer.error
      setStored(next)
      return undefined
    },
    [client],
  )
  const measured = stored?.pixelsPerMillimetre !== undefined
  const here = measured && stored?.on === thisScreen()
  return {
    save,
    pixelsPerMillimetre: here ? stored.pixelsPerMillimetre! : USUAL_SCALE,
    state: !stored ? 'looking' : here ? 'measured' : measured ? 'measured-elsewhere' : 'not-measured',
  }
}
