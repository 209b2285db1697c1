/**
 * What a PKCS #12 file may cost (RFC 7292). A file of 2 kB can ask for two thousand million rounds of hashing, so what it asks for in the
 * open is read before anything is derived. What is inside an encrypted part shows only later: `pkcs12-decrypt.ts` asks again, and
 * `read-apart.ts` has a time limit.
 */
import forge from 'node-forge'
import { err } from '../../domain/result.ts'
import { bytesOf, childrenOf, is, parseDer, toNumber, type Node } from './asn1-nodes.ts'

/**
 * Windows writes 2,000 and OpenSSL 2,048; OWASP's password storage cheat sheet asks for 600,000 of PBKDF2 with SHA-256, the highest number
 * that anyone recommends.
 */
export const MOST_ITERATIONS = 600_000

/** RFC 7292 has two strings of bytes around a key, the safe and its contents; each level is parsed again. */
const MOST_LEVELS = 4

const { Type } = forge.asn1

/** `pfx`: the parsed file. The highest number of iterations that it asks for; `Infinity` for one that is no number. */
export function highestIterations(pfx: Node): number {
  const found = [0, ...iterationsIn(pfx, MOST_LEVELS)]
  // The library reads this one without a limit of length, and takes a negative one for a very large one.
  const mac = childrenOf(childrenOf(pfx)[2])[2]
  if (mac && typeof mac.value === 'string') found.push(toNumber(mac.value))
  return Math.max(...found.slice(0, MOST_PARTS))
}

/** Far more than there are in a file of this size with its salts. */
const MOST_PARTS = 10_000

/** Each number after a string of bytes is one: `PBES1`, `PBES2` and `MacData` all have the salt before the iterations. */
function* iterationsIn(node: Node, levels: number): Generator<number> {
  const children = childrenOf(node)
  for (const [index, child] of children.entries()) {
    const before = children[index - 1]
    if (is(child, Type.INTEGER) && before && is(before, Type.OCTETSTRING) && typeof child.value === 'string' && child.value.length <= 8)
      yield toNumber(child.value)
    yield* iterationsIn(child, levels)
  }
  if (!is(node, Type.OCTETSTRING) || levels === 0) return
  const inside = parse(bytesOf(node))
  if (inside) yield* iterationsIn(inside, levels - 1)
}

/** Only a sequence is looked into: other bytes are salts and encrypted parts. */
const parse = (bytes: string): Node | undefined => (bytes.startsWith('\x30') ? parseDer(bytes) : undefined)

const words = new Intl.NumberFormat('en-GB')
export const tooManyIterations = err(
  'authority-too-many-iterations',
  `This file asks for more than ${words.format(MOST_ITERATIONS)} iterations before it opens, which is the limit. Nothing was kept of it.`,
  'Ask the people who run the authority to export it again with fewer iterations. Windows and OpenSSL use about 2,000.',
)
