import { describe, expect, it } from 'vitest'
import { isOurFrame } from '../../../main/shell/sender-check.ts'

describe('sender check: a message is ours', () => {
  const mainFrame = { origin: 'app://ra-desk', parent: null, frameTreeNodeId: 7 }
  const webContents = { mainFrame }
  const window = { isDestroyed: () => false, webContents }

  it('from the top frame of our page in our window', () => {
    expect(isOurFrame(window, { sender: webContents, senderFrame: { ...mainFrame } })).toBe(true)
  })

  it.each<[string, Parameters<typeof isOurFrame>[1]]>([
    ['another window', { sender: {}, senderFrame: mainFrame }],
    ['a frame that is gone', { sender: webContents, senderFrame: null }],
    ['a frame inside the page', { sender: webContents, senderFrame: { ...mainFrame, parent: mainFrame } }],
    ['a frame that left the page', { sender: webContents, senderFrame: { ...mainFrame, frameTreeNodeId: 8 } }],
    ['another origin', { sender: webContents, senderFrame: { ...mainFrame, origin: 'https://example.com' } }],
    ['an opaque origin', { sender: webContents, senderFrame: { ...mainFrame, origin: 'null' } }],
    ['the reveal’s origin', { sender: webContents, senderFrame: { ...mainFrame, origin: 'app://ra-desk-reveal' } }],
  ])('but not from %s', (_where, event) => {
    expect(isOurFrame(window, event)).toBe(false)
  })

  it('and never once the window is gone', () => {
    expect(isOurFrame({ isDestroyed: () => true, webContents }, { sender: webContents, senderFrame: mainFrame })).toBe(false)
  })
})
