/** The value of a text that is JSON; `undefined` for any other text. What it has to look like is for a schema to say. */
export function findJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
