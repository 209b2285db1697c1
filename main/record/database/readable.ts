import { isDamage } from '../../files/database.ts'

/** `undefined` where SQLite finds damage. Other failures throw. */
export function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
}
