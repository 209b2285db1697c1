/**
 * How large a message of the page may be. Measured before anything else looks at its content: by the bridge before it is sent, and by `main`
 * before it is checked against its shape. The work is bounded by the limits, not by the message.
 */

/** Characters of all texts and names. The largest honest message is a page of scan chunks. */
export const largestMessage = 8 * 1024 * 1024
/** Texts, numbers, lists and objects of a message. The largest honest one names 500 cases, or 200 rows with four values each. */
export const mostValues = 20_000
/** Objects and lists within each other. An act on a case has about six. */
export const mostLevels = 40

/** `malformed`: what no JSON text could hold. */
export function findMessageFault(message: unknown): 'malformed' | 'too-large' | undefined {
  let characters = 0
  let values = 0
  const waiting: { readonly value: unknown; readonly level: number }[] = [{ value: message, level: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, level } = next
    values += 1
    if (typeof value === 'string') characters += value.length
    else if (typeof value === 'object' && value !== null) {
      if (level === mostLevels || !isPlain(value)) return 'malformed'
      if (Array.isArray(value)) {
        if (values + waiting.length + value.length > mostValues) return 'too-large'
        for (const one of value) waiting.push({ value: one, level: level + 1 })
      } else {
        for (const name in value) {
          if (!Object.hasOwn(value, name)) continue
          characters += name.length
          waiting.push({ value: (value as Record<string, unknown>)[name], level: level + 1 })
          if (values + waiting.length > mostValues) return 'too-large'
        }
      }
    } else if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return 'malformed'
    if (characters > largestMessage || values > mostValues) return 'too-large'
  }
  return undefined
}

/** A list, or an object of no class: those of another window have another prototype, which is the last of its chain as well. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
