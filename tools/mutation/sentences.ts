/**
 * Sentences for people are not mutated: a test that repeats a message word for word proves nothing. Codes, identifiers and SQL are.
 * As a plugin of Stryker, this file is also loaded by its processes.
 */

/** Two words with a space between them. A sentence of SQL starts with a keyword in capitals. */
export function isSentence(text: string): boolean {
  return (
    /\p{L}{2,}\S* (?:\S+ )*\S*\p{L}{2,}/u.test(text) &&
    !/^\s*(?:ALTER|ATTACH|BEGIN|COMMIT|CREATE|DELETE|DETACH|DROP|INSERT|PRAGMA|REPLACE|ROLLBACK|SELECT|UPDATE|VACUUM|WITH)\b/.test(text)
  )
}

/** What the plugin reads of a node of Babel's tree. */
interface Node {
  readonly type: string
  readonly value?: unknown
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[]
  readonly expressions?: readonly Node[]
}

/** A list of words that the code takes apart is data. */
const isTakenApart = (parent: Node | undefined): boolean => parent?.type === 'MemberExpression'

/** Nothing in these is mutated, so nothing is lost with the template around them. */
const plain = new Set(['Identifier', 'MemberExpression', 'NumericLiteral'])

const ignorer = {
  shouldIgnore(path: unknown): string | undefined {
    const { node, parent } = path as { readonly node: Node; readonly parent?: Node }
    if (node.type === 'StringLiteral' && !isTakenApart(parent) && isSentence(String(node.value))) return 'a sentence for people'
    if (node.type !== 'TemplateLiteral' || !node.expressions!.every(({ type }) => plain.has(type))) return undefined
    return isSentence(node.quasis!.map(({ value }) => value.raw).join('…')) ? 'a sentence for people' : undefined
  },
}

/** Stryker finds its plugins under this name. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'sentences', value: ignorer }]
