/** Whose message it is: the first check of the IPC gate. */
import { appOrigin } from './own-origin.ts'

export interface FrameEvent {
  readonly sender: object
  readonly senderFrame: { readonly origin: string; readonly parent: object | null; readonly frameTreeNodeId: number } | null
}

/** What is looked at of the app's window. */
export interface OwnWindow {
  isDestroyed(): boolean
  readonly webContents: { readonly mainFrame: { readonly frameTreeNodeId: number } }
}

/** A message counts only when it comes from the top frame of our own page in this very window. */
export function isOurFrame(window: OwnWindow, { sender, senderFrame }: FrameEvent): boolean {
  if (window.isDestroyed() || sender !== window.webContents || senderFrame === null) return false
  const { mainFrame } = window.webContents
  return senderFrame.parent === null && senderFrame.frameTreeNodeId === mainFrame.frameTreeNodeId && senderFrame.origin === appOrigin()
}
