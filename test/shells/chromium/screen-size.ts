/**
 * The one screen, by RA_DESK_SCREEN: `1920x1080`, or `1366x768@1.5` for a Windows computer whose system draws everything at 150 percent. A headless
 * browser has none of its own. With a scale, the taskbar of Windows 11 is not part of the work area.
 */
const TASKBAR = 48

export interface ScreenSize {
  /** In units of the app, as Electron's screen has them: pixels by scale. */
  readonly width: number
  readonly height: number
  readonly workHeight: number
  readonly scale: number
  readonly isScaled: boolean
}

export function readScreenSize(text = process.env['RA_DESK_SCREEN'] ?? '1920x1080'): ScreenSize {
  const [size = '', scaleText] = text.split('@')
  const [width = 1920, height = 1080] = size.split('x').map(Number)
  const scale = Number(scaleText ?? 1)
  const [wide, high] = [Math.floor(width / scale), Math.floor(height / scale)]
  return {
    width: wide,
    height: high,
    workHeight: scaleText === undefined ? high : high - TASKBAR,
    scale,
    isScaled: scaleText !== undefined,
  }
}
