/** One file: what is certainly on the disk, what was done since its last flush, and what a power cut leaves of that. */

/** Below this many numbers, each as likely. */
export type Random = (below: number) => number
/** A power cut writes whole sectors or nothing of them. */
const SECTOR_BYTES = 512

type Change = { readonly offset: number; readonly bytes: Uint8Array } | { readonly length: number }

export class TornFile {
  /** Flushed bytes, with room to grow: a log that grows by many flushes is not copied at each. */
  #room: Buffer
  #length: number
  #changes: Change[] = []
  /** Its memory is shared with the program (`-shm` of SQLite): any bytes may reach the disk. */
  isMapped = false

  constructor(bytes: Uint8Array = new Uint8Array(0)) {
    this.#room = Buffer.from(bytes)
    this.#length = bytes.length
  }

  write(offset: number, bytes: Uint8Array): void {
    this.#changes.push({ offset, bytes })
  }

  resize(length: number): void {
    this.#changes.push({ length })
  }

  flush(): void {
    const longest = this.#longest()
    if (longest > this.#room.length) this.#room = Buffer.concat([this.#room.subarray(0, this.#length)], 2 * longest)
    this.#length = this.#applyTo(this.#room)
    this.#changes = []
  }

  /** As the running program reads it. */
  now(): Buffer {
    const bytes = this.#copy()
    return bytes.subarray(0, this.#applyTo(bytes))
  }

  /** Applies all changes to the flushed bytes and answers the length. */
  #applyTo(bytes: Buffer): number {
    let length = this.#length
    for (const change of this.#changes) {
      if ('length' in change) bytes.fill(0, Math.min(length, change.length), Math.max(length, change.length))
      else bytes.fill(0, length, Math.max(length, change.offset)).set(change.bytes, change.offset)
      length = lengthAfter(length, change)
    }
    return length
  }

  #longest(): number {
    return this.#changes.reduce((longest, change) => Math.max(longest, lengthAfter(0, change)), this.#length)
  }

  /** The flushed bytes, with zeros behind them for all changes. */
  #copy(): Buffer {
    const bytes = Buffer.alloc(this.#longest())
    this.#room.copy(bytes, 0, 0, this.#length)
    return bytes
  }

  /**
   * As a power cut may leave it. Everything that was flushed is there. Of the later writes each is there, lost, or torn at sectors, whatever
   * happened to those before it. The length is that after any of the later changes, and a shortening may not have happened although later
   * writes did. Where the length grew over a sector that was lost, lies what the disk held there before: zeros, noise or old data (`stale`).
   */
  afterCut(random: Random, stale: (sector: Buffer) => void): Buffer {
    if (this.isMapped) return noise(Buffer.alloc(random(this.now().length + 1)), random)
    const changes = this.#changes
    if (changes.length === 0) return this.#copy()
    const lengths = [changes.length, 0, random(changes.length + 1)][random(3)]!
    const bytes = this.#copy()
    let length = this.#length
    /** Sectors of which nothing was ever written, although the length includes them. */
    const lost = new Set<number>()
    let known = Math.ceil(length / SECTOR_BYTES)
    const landed = new Set<number>()
    const lands = chooseWrites(changes.length, random)
    for (const [index, change] of changes.entries()) {
      if ('length' in change) {
        if (index >= lengths) continue
        bytes.fill(0, change.length)
        known = Math.min(known, Math.ceil(change.length / SECTOR_BYTES))
        for (const sectors of [lost, landed]) for (const sector of [...sectors]) if (sector >= known) sectors.delete(sector)
      } else {
        const sectorLands = lands(index)
        for (const [sector, from, until] of sectorsOf(change)) {
          if (sectorLands(sector)) {
            bytes.set(change.bytes.subarray(from - change.offset, until - change.offset), from)
            landed.add(sector)
          } else if (sector >= known) lost.add(sector)
        }
      }
      if (index < lengths) length = lengthAfter(length, change)
    }
    for (const sector of lost) if (!landed.has(sector)) stale(bytes.subarray(sector * SECTOR_BYTES, (sector + 1) * SECTOR_BYTES))
    return bytes.subarray(0, length)
  }
}

/** Which sectors of which writes reach the disk. All, none, all up to a moment, all but one, or by chance: chance alone would hardly ever choose the others. */
function chooseWrites(count: number, random: Random): (index: number) => (sector: number) => boolean {
  const way = random(5)
  const one = random(count)
  return (index) => {
    const fate = way < 4 ? [1, 0, Number(index < one), Number(index !== one)][way]! : random(4)
    if (fate < 2) return () => fate === 1
    if (fate === 2) return () => random(2) === 1
    let left = random(9)
    return () => (left -= 1) >= 0
  }
}

function* sectorsOf({ offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array }): Generator<[number, number, number]> {
  const end = offset + bytes.length
  for (let from = offset; from < end;) {
    const sector = Math.floor(from / SECTOR_BYTES)
    const until = Math.min(end, (sector + 1) * SECTOR_BYTES)
    yield [sector, from, until]
    from = until
  }
}

function lengthAfter(length: number, change: Change): number {
  return 'length' in change ? change.length : Math.max(length, change.offset + change.bytes.length)
}

export function noise(bytes: Buffer, random: Random): Buffer {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random(256)
  return bytes
}
