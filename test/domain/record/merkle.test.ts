import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { leafHash, merkleTree, nodeHash } from '../../../domain/record/merkle.ts'

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

/** Leaves and roots of the Certificate Transparency reference implementations. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test.each(roots.map((root, size) => ({ size, root })))('the root over $size leaves is that of the reference tree', ({ size, root }) => {
  const tree = merkleTree(sha256)
  for (const leaf of leaves.slice(0, size)) tree.append(leafHash(sha256, fromHex(leaf)))
  expect(tree.size).toBe(size)
  expect(toHex(tree.root())).toBe(root)
})

test('growing leaf by leaf gives the root of the definition, at every size up to 130', () => {
  const tree = merkleTree(sha256)
  const hashes: Uint8Array[] = []
  for (let size = 1; size <= 130; size += 1) {
    const leaf = leafHash(sha256, Uint8Array.of(size))
    hashes.push(leaf)
    tree.append(leaf)
    expect(toHex(tree.root())).toBe(toHex(byDefinition(hashes)))
  }
})

/** RFC 6962 §2.1, word for word: split at the largest power of two below n. */
function byDefinition(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0]!
  const split = 2 ** Math.floor(Math.log2(hashes.length - 1))
  return nodeHash(sha256, byDefinition(hashes.slice(0, split)), byDefinition(hashes.slice(split)))
}
