/**
 * Electron's zoom of a page. The debugging protocol has no zoom of the browser's own; a smaller page that is drawn larger is the same to the page:
 * fewer CSS pixels, more device pixels for each.
 */
import { send, type Page } from './page.ts'

interface Size {
  readonly width: number
  readonly height: number
  readonly ratio: number
}

export interface Zoom {
  get(): number
  set(factor: number): void
  /** The window has another size now. */
  resized(): void
}

export function createZoom(page: Page): Zoom {
  let factor = 1
  /** Of the page without zoom. */
  let whole: Size | undefined
  let turn = Promise.resolve()
  const inTurn = (work: () => Promise<unknown>) => {
    turn = turn.then(work).then(
      () => undefined,
      () => undefined,
    )
  }
  const clear = () => send(page, 'Emulation.clearDeviceMetricsOverride')
  const draw = async () => {
    whole ??= await measure(page)
    await send(page, 'Emulation.setDeviceMetricsOverride', {
      width: Math.round(whole.width / factor),
      height: Math.round(whole.height / factor),
      deviceScaleFactor: whole.ratio * factor,
      scale: factor,
      mobile: false,
    })
  }
  return {
    get: () => factor,
    set: (wanted) => {
      if (wanted === 1 && factor === 1) return
      const isBack = wanted === 1
      factor = wanted
      inTurn(isBack ? clear : draw)
      if (isBack) whole = undefined
    },
    resized: () => {
      if (factor === 1) return
      inTurn(async () => {
        await clear()
        whole = undefined
        await draw()
      })
    },
  }
}

async function measure(page: Page): Promise<Size> {
  const { result } = await send<{ result: { value: Size } }>(page, 'Runtime.evaluate', {
    expression: '({ width: innerWidth, height: innerHeight, ratio: devicePixelRatio })',
    returnByValue: true,
  })
  return result.value
}
