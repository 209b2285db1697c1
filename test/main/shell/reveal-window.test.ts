import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createReveals, revealPage, revealPolicy } from '../../../main/shell/reveal-window.ts'

const reveal = { title: 'Text <it> & go', svgQr: '<svg><rect/></svg>', lines: ['to 07700 900123', '<script>x</script>'], seconds: 20 }

function world(load: () => Promise<void> = () => Promise.resolve()) {
  const served = new Map<string, string>()
  const windows: (EventEmitter & { destroyed: boolean; destroy(): void })[] = []
  let next = 0
  const reveals = createReveals({
    randomId: () => `id${++next}`,
    serveOnce: (path, body) => {
      served.set(`app://x${path}`, body)
      return `app://x${path}`
    },
    withdraw: (address) => {
      served.delete(address)
    },
    openWindow: () => {
      const window = Object.assign(new EventEmitter(), {
        destroyed: false,
        loadURL: load,
        isDestroyed: () => window.destroyed,
        destroy: () => {
          window.destroyed = true
          window.emit('closed')
        },
      })
      windows.push(window)
      return window
    },
  })
  return { reveals, served, windows }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a reveal', () => {
  it('goes by itself, after half a minute at most', async () => {
    for (const [seconds, end] of [
      [20, 20],
      [300, 30],
    ] as const) {
      const { reveals, served, windows } = world()
      const { ended } = await reveals.show({ ...reveal, seconds })
      vi.advanceTimersByTime(end * 1_000 - 1)
      expect(windows[0]!.destroyed).toBe(false)
      vi.advanceTimersByTime(1)
      expect(windows[0]!.destroyed).toBe(true)
      expect(await ended).toBe('time')
      expect(served.size).toBe(0)
    }
  })

  it('goes when the person closes it, and all go at lock', async () => {
    const { reveals, windows, served } = world()
    const first = await reveals.show(reveal)
    windows[0]!.destroy()
    expect(await first.ended).toBe('person')
    const second = await reveals.show(reveal)
    reveals.closeAll()
    expect(await second.ended).toBe('lock')
    expect(windows.every(({ destroyed }) => destroyed)).toBe(true)
    expect(served.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is the only one: showing another closes it first', async () => {
    const { reveals, windows, served } = world()
    const first = await reveals.show(reveal)
    const second = await reveals.show(reveal)
    expect(await first.ended).toBe('replaced')
    expect(windows.map(({ destroyed }) => destroyed)).toEqual([true, false])
    expect(served.size).toBe(1)
    reveals.closeAll()
    expect(await second.ended).toBe('lock')
  })

  it('takes its page back when the window does not load', async () => {
    const { reveals, windows, served } = world(() => Promise.reject(new Error('no')))
    await expect(reveals.show(reveal)).rejects.toThrow('no')
    expect([windows[0]!.destroyed, served.size, vi.getTimerCount()]).toEqual([true, 0, 0])
  })

  it('holds text as text, and allows only its own style', () => {
    const page = revealPage(reveal, 20)
    expect(page).toContain('&#60;it&#62; &#38; go')
    expect(page).toContain('<svg><rect/></svg>')
    expect(page).not.toContain('<script')
    expect(revealPolicy(20)).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='/)
  })
})
