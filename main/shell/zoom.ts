/**
 * Larger and smaller text, by keyboard and wheel. Electron has neither without an application menu. The choice is remembered on this
 * computer, because it belongs to the screen and the eyes in front of it.
 */
import type { BrowserWindow, Input } from 'electron'

/** Factors, as a browser offers them; WCAG 2.2 asks for 200 percent (1.4.4). */
const zoomFactors = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const

export type ZoomStep = 'in' | 'out' | 'reset'

/** The next factor; one that is not in the list, as from a damaged file, counts as the nearest. */
export function nextZoom(current: number, step: ZoomStep): number {
  if (step === 'reset' || !Number.isFinite(current)) return 1
  if (step === 'in') return zoomFactors.find((factor) => factor > current + 0.001) ?? zoomFactors.at(-1)!
  return zoomFactors.findLast((factor) => factor < current - 0.001) ?? zoomFactors[0]
}

/** Ctrl, or Cmd on a Mac, with plus, minus or zero: on the main keys (where plus needs Shift on most keyboards) and on the number pad. */
export function zoomStepOf(input: Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>, isMac: boolean): ZoomStep | undefined {
  const isAsked = input.type === 'keyDown' && !input.alt && (isMac ? input.meta : input.control)
  if (!isAsked) return undefined
  if (input.key === '+' || input.key === '=') return 'in'
  if (input.key === '-' || input.key === '_') return 'out'
  return input.key === '0' ? 'reset' : undefined
}

/** Of the settings that are kept before anyone signs in. */
export interface ZoomMemory {
  read(): { readonly zoom?: number | undefined }
  write(change: { readonly zoom: number }): void
}

/** The zoom of the window's page, from now on and after each load. */
export function keepZoom({ webContents: contents }: Pick<BrowserWindow, 'webContents'>, memory: ZoomMemory, isMac: boolean): void {
  let factor = memory.read().zoom ?? 1
  const apply = () => {
    contents.setZoomFactor(factor)
  }
  const step = (by: ZoomStep) => {
    factor = nextZoom(factor, by)
    apply()
    memory.write({ zoom: factor })
  }
  contents.on('did-finish-load', apply)
  contents.on('zoom-changed', (_event, direction) => {
    step(direction)
  })
  contents.on('before-input-event', (event, input) => {
    const by = zoomStepOf(input, isMac)
    if (by === undefined) return
    event.preventDefault()
    step(by)
  })
}
