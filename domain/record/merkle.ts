/** The Merkle tree of RFC 6962 §2.1, built leaf by leaf. It keeps one hash per level, so a large tree needs little memory. */
import { concat, type Hash } from '../bytes.ts'

export interface MerkleTree {
  readonly size: number
  append(leaf: Uint8Array): void
  /** Root over all leaves so far; of the empty tree, the hash of nothing. */
  root(): Uint8Array
  /** Roots of the complete subtrees, largest first: with the size, enough to continue from here. */
  complete(): readonly Uint8Array[]
}

export interface GrownTree {
  readonly size: number
  readonly complete: readonly Uint8Array[]
}

export function leafHash(hash: Hash, entry: Uint8Array): Uint8Array {
  return hash(concat(Uint8Array.of(0x00), entry))
}

export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(concat(Uint8Array.of(0x01), left, right))
}

/** `grown`: a tree to continue, as `complete` gave it. */
export function merkleTree(hash: Hash, grown: GrownTree = { size: 0, complete: [] }): MerkleTree {
  /** Roots of the complete subtrees, largest first: one for every 1 in the binary form of `size`. */
  const complete: Uint8Array[] = [...grown.complete]
  let { size } = grown
  if (complete.length !== [...size.toString(2)].filter((bit) => bit === '1').length)
    throw new RangeError('not the subtrees of a tree of this size')
  return {
    get size() {
      return size
    },
    complete: () => [...complete],
    append(leaf) {
      let node = leaf
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHash(hash, complete.pop()!, node)
      complete.push(node)
      size += 1
    },
    root() {
      if (size === 0) return hash(new Uint8Array(0))
      return complete.slice(0, -1).reduceRight((right, left) => nodeHash(hash, left, right), complete.at(-1)!)
    },
  }
}
