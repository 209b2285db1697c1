/** Names of files and folders: as the program sees them, and as the disk is known to hold them. */
import type { Random, TornFile } from './torn-file.ts'

/** What cannot be replayed, so that nothing may be concluded from the recording. */
export class RecordingRefused extends Error {}

/** One step of a file system: names that appear, change or go together. A rename between folders has entries in both. */
export interface Change {
  readonly entries: readonly { readonly folder: Folder; readonly name: string; readonly node: Node | undefined }[]
}

export class Folder {
  readonly now = new Map<string, Node>()
  readonly flushed = new Map<string, Node>()
  waiting: Change[] = []
}
export type Node = Folder | TornFile

export class Folders {
  readonly root = new Folder()
  readonly all = new Set([this.root])
  readonly #madeBy = new Map<Node, Change>()

  newFolder(): Folder {
    const folder = new Folder()
    this.all.add(folder)
    return folder
  }

  /** @throws RecordingRefused */
  folder(path: string): Folder {
    let folder = this.root
    for (const part of path.split('/').filter((name) => name !== '')) {
      const next = folder.now.get(part)
      if (!(next instanceof Folder)) throw new RecordingRefused(`a folder that was never made: ${path}`)
      folder = next
    }
    return folder
  }

  /** The folder of a path, and the name in it. */
  place(path: string): [Folder, string] {
    const slash = path.lastIndexOf('/')
    return [this.folder(path.slice(0, Math.max(0, slash))), path.slice(slash + 1)]
  }

  make(path: string, node: Node): void {
    const [folder, name] = this.place(path)
    const change = { entries: [{ folder, name, node }] }
    this.#madeBy.set(node, change)
    this.change(change)
  }

  change(change: Change): void {
    for (const folder of new Set(change.entries.map((entry) => entry.folder))) {
      enter(change, folder, folder.now)
      folder.waiting.push(change)
    }
  }

  /** Makes the changes of a folder durable: all, or those up to one. */
  settle(folder: Folder, until?: Change): void {
    if (until !== undefined && !folder.waiting.includes(until)) return
    for (let change = folder.waiting.shift(); change !== undefined; change = folder.waiting.shift()) {
      enter(change, folder, folder.flushed)
      for (const { folder: other } of change.entries) if (other !== folder) this.settle(other, change)
      if (change === until) return
    }
  }

  /** Makes the name durable under which a file or folder was made, and the folders above it. */
  settleName(node: Node): void {
    const made = this.#madeBy.get(node)
    if (made === undefined) return
    this.#madeBy.delete(node)
    for (const { folder } of made.entries) {
      this.settle(folder, made)
      this.settleName(folder)
    }
  }

  /** The names that a power cut leaves in each folder: its changes up to any moment. */
  afterCut(random: Random): (folder: Folder) => ReadonlyMap<string, Node> {
    const kept = new Map<Folder, readonly Change[]>()
    for (const folder of this.all) {
      const count = folder.waiting.length
      kept.set(folder, folder.waiting.slice(0, [count, 0, random(count + 1)][random(3)]!))
    }
    // What one folder lost of a change between two, the other loses too, with all that followed.
    for (let isStable = false; !isStable;) {
      isStable = true
      for (const [folder, changes] of kept) {
        const broken = changes.findIndex((change) => change.entries.some((entry) => !kept.get(entry.folder)!.includes(change)))
        if (broken < 0) continue
        kept.set(folder, changes.slice(0, broken))
        isStable = false
      }
    }
    return (folder) => {
      const names = new Map(folder.flushed)
      for (const change of kept.get(folder)!) enter(change, folder, names)
      return names
    }
  }
}

function enter(change: Change, folder: Folder, names: Map<string, Node>): void {
  for (const entry of change.entries) {
    if (entry.folder !== folder) continue
    if (entry.node === undefined) names.delete(entry.name)
    else names.set(entry.name, entry.node)
  }
}
