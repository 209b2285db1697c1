/** The folder's files and names: as the program sees them, and as the disk is known to hold them. */
import { type Folder, Folders, type Node, RecordingRefused } from './folders.ts'
import type { Operation } from './recording.ts'
import { noise, type Random, TornFile } from './torn-file.ts'

/** Bytes of each file by its path below the folder; `folder` for a folder. */
export type Tree = ReadonlyMap<string, Uint8Array | 'folder'>

/**
 * A disk behind a file system with a journal, at least as hostile as ext4 (in `data=writeback` too) and NTFS:
 * - A flush of a file (fsync, fdatasync) makes its bytes and length durable, and the name under which it was made, with all that happened in that
 *   folder before. A later rename is not made durable by it, although ext4 does that.
 * - A flush of a folder makes all changes of its names durable.
 * - Other changes of names are there up to any moment, in order per folder. Folders do not wait for each other, nor names for the bytes of
 *   files: a renamed file may be there without its content. A rename between folders is in both or neither.
 * - For the bytes see `TornFile.afterCut`.
 */
export class Disk {
  readonly #folders = new Folders()
  readonly #byInode = new Map<bigint, TornFile>()
  readonly #latest: Uint8Array[] = []

  /** @param start what lay in the folder, durable, before the recording */
  constructor(start: Tree = new Map()) {
    const inOrder = [...start].toSorted(([one], [other]) => (one < other ? -1 : 1))
    for (const [path, content] of inOrder) {
      const [folder, name] = this.#folders.place(path)
      const node = content === 'folder' ? this.#folders.newFolder() : new TornFile(content)
      folder.now.set(name, node)
      folder.flushed.set(name, node)
    }
  }

  /** @throws RecordingRefused */
  apply(operation: Operation): void {
    switch (operation.kind) {
      case 'make': {
        const file = new TornFile()
        this.#folders.make(operation.path, file)
        if (operation.inode !== undefined) this.#byInode.set(operation.inode, file)
        return
      }
      case 'make-folder':
        this.#folders.make(operation.path, this.#folders.newFolder())
        return
      case 'write':
        this.#file(operation).write(operation.offset, operation.bytes)
        this.#latest.push(operation.bytes)
        if (this.#latest.length > 64) this.#latest.shift()
        return
      case 'resize':
        this.#file(operation).resize(operation.length)
        return
      case 'map':
        if (!operation.path.endsWith('-shm')) throw new RecordingRefused(`shared memory of ${operation.path}: its writes are not recorded`)
        this.#file(operation).isMapped = true
        return
      case 'flush': {
        const file = this.#file(operation)
        file.flush()
        this.#folders.settleName(file)
        return
      }
      case 'flush-folder': {
        const folder = this.#folders.folder(operation.path)
        this.#folders.settle(folder)
        this.#folders.settleName(folder)
        return
      }
      case 'flush-all':
        for (const folder of this.#folders.all) {
          this.#folders.settle(folder)
          for (const node of folder.now.values()) if (node instanceof TornFile) node.flush()
        }
        return
      case 'rename':
      case 'link':
      case 'remove':
        this.#changeName(operation)
        return
      case 'mark':
        return
      case 'refuse':
        throw new RecordingRefused(`${operation.reason}: ${operation.path}`)
    }
  }

  /** As the running program sees it. */
  now(): Tree {
    return list(
      this.#folders.root,
      (folder) => folder.now,
      (file) => file.now(),
    )
  }

  /** As it may be after the power went off at this moment. Can be asked again and again. */
  afterCut(random: Random): Tree {
    const namesOf = this.#folders.afterCut(random)
    const contents = new Map<TornFile, Buffer>()
    const contentOf = (file: TornFile) => {
      const content = contents.get(file) ?? file.afterCut(random, (sector) => this.#fillStale(sector, random))
      contents.set(file, content)
      return content
    }
    return list(this.#folders.root, namesOf, contentOf)
  }

  /** A block that was given to a file and not yet written may hold what another file left there. */
  #fillStale(sector: Buffer, random: Random): void {
    const way = random(3)
    if (way === 0) sector.fill(0)
    else if (way === 1 || this.#latest.length === 0) noise(sector, random)
    else {
      const old = this.#latest[random(this.#latest.length)]!
      const from = random(Math.ceil(old.length / sector.length)) * sector.length
      sector.set(old.subarray(from, from + sector.length))
    }
  }

  #file({ path, inode }: { readonly path: string; readonly inode?: bigint }): TornFile {
    const bound = inode === undefined ? undefined : this.#byInode.get(inode)
    if (bound !== undefined) return bound
    const [folder, name] = this.#folders.place(path)
    const file = folder.now.get(name)
    if (!(file instanceof TornFile)) throw new RecordingRefused(`a file that was never made: ${path}`)
    if (inode !== undefined) this.#byInode.set(inode, file)
    return file
  }

  #changeName(operation: Extract<Operation, { readonly kind: 'rename' | 'link' | 'remove' }>): void {
    const [folder, name] = this.#folders.place(operation.path)
    const node = folder.now.get(name)
    if (node === undefined) throw new RecordingRefused(`a name that was never made: ${operation.path}`)
    // A program that has it open writes on under its inode.
    if (node instanceof TornFile && operation.inode !== undefined) this.#byInode.set(operation.inode, node)
    const gone = { folder, name, node: undefined }
    if (operation.kind === 'remove') {
      this.#folders.change({ entries: [gone] })
      return
    }
    const [target, newName] = this.#folders.place(operation.to)
    const added = { folder: target, name: newName, node }
    this.#folders.change({ entries: operation.kind === 'link' ? [added] : [gone, added] })
  }
}

function list(
  root: Folder,
  entriesOf: (folder: Folder) => ReadonlyMap<string, Node>,
  contentOf: (file: TornFile) => Uint8Array,
  below = '',
  tree = new Map<string, Uint8Array | 'folder'>(),
): Map<string, Uint8Array | 'folder'> {
  for (const [name, node] of entriesOf(root)) {
    tree.set(below + name, !(node instanceof TornFile) ? 'folder' : contentOf(node))
    if (!(node instanceof TornFile)) list(node, entriesOf, contentOf, `${below}${name}/`, tree)
  }
  return tree
}
