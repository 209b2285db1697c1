/** The frame of our page, and frames that are not ours. */
import type { FrameEvent } from '../../main/shell/sender-check.ts'

/** Frames: ours, and those that are not. */
const mainFrame = { origin: 'app://ra-desk', parent: null, frameTreeNodeId: 7 }
const webContents = { mainFrame }
export const window = { isDestroyed: () => false, webContents }
export const ours: FrameEvent = { sender: webContents, senderFrame: mainFrame }
export const foreign: readonly FrameEvent[] = [
  { sender: {}, senderFrame: mainFrame },
  { sender: webContents, senderFrame: null },
  { sender: webContents, senderFrame: { ...mainFrame, parent: mainFrame } },
  { sender: webContents, senderFrame: { ...mainFrame, frameTreeNodeId: 8 } },
  { sender: webContents, senderFrame: { ...mainFrame, origin: 'https://example.com' } },
  { sender: webContents, senderFrame: { ...mainFrame, origin: 'null' } },
  { sender: webContents, senderFrame: { ...mainFrame, origin: 'app://ra-desk-reveal' } },
  { sender: webContents, senderFrame: { ...mainFrame, origin: 'app://ra-desk.example.com' } },
]
