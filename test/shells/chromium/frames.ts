import { originToApp, toApp } from './addresses.ts'
import { standIn } from './lacks.ts'

/** As the protocol tells it (`Page.Frame`). */
export interface FrameInfo {
  readonly id: string
  readonly parentId?: string
  readonly url: string
  readonly securityOrigin: string
}

/** A frame as main sees it. One object per frame, so that frames may be compared. */
export interface FrameStandIn {
  readonly url: string
  readonly origin: string
  readonly parent: FrameStandIn | null
  readonly top: FrameStandIn
  readonly frameTreeNodeId: number
  readonly detached: boolean
}

let lastNumber = 0
/** Pages and frames are counted together. */
export const nextNumber = (): number => ++lastNumber

/** The frames of one page. */
export interface Frames {
  has(frameId: string): boolean
  /** As the browser has it; empty for a frame that is not there. */
  urlOf(frameId: string): string
  put(frame: FrameInfo): void
  remove(frameId: string): void
  removeAllBut(frameId: string): void
  standInOf(frameId: string): FrameStandIn
}

export function createFrames(): Frames {
  const infos = new Map<string, FrameInfo>()
  const made = new Map<string, FrameStandIn>()
  const urlOf = (frameId: string): string => infos.get(frameId)?.url ?? ''
  const remove = (frameId: string): void => {
    infos.delete(frameId)
    made.delete(frameId)
  }
  const make = (frameId: string): FrameStandIn => {
    const frame: FrameStandIn = standIn('WebFrameMain', {
      get url() {
        return toApp(urlOf(frameId))
      },
      get origin() {
        return originToApp(infos.get(frameId)?.securityOrigin ?? 'null')
      },
      get parent() {
        const parentId = infos.get(frameId)?.parentId
        return parentId === undefined ? null : standInOf(parentId)
      },
      get top(): FrameStandIn {
        return this.parent?.top ?? frame
      },
      get detached() {
        return !infos.has(frameId)
      },
      frameTreeNodeId: nextNumber(),
    })
    made.set(frameId, frame)
    return frame
  }
  const standInOf = (frameId: string): FrameStandIn => made.get(frameId) ?? make(frameId)
  return {
    has: (frameId) => infos.has(frameId),
    urlOf,
    put: (frame) => void infos.set(frame.id, frame),
    remove,
    removeAllBut(frameId) {
      for (const other of [...infos.keys()]) if (other !== frameId) remove(other)
    },
    standInOf,
  }
}
