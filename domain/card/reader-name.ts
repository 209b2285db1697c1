/**
 * Names of readers as the system gives them, and which of them are the same reader after it was unplugged. Systems number readers:
 * `Make Model 00 00` (pcsc-lite: reader and slot), `Make Model 0` (Windows), `Make Model 01` (macOS, from the second one on); the number
 * changes with the order of plugging in. A serial number in brackets, where a reader has one, stays.
 */

/** The name without the system's numbers: what is printed on the reader. */
export function readerModel(name: string): string {
  return name.replace(/(?: (?:[0-9A-F]{2} [0-9A-F]{2}|\d{1,2}))$/, '').trim()
}

/**
 * The reader that was pinned, among those that are here now: the very name, or else the only reader of that model. `taken` are readers that
 * are certainly something else. With two of a model and neither of that exact name, nothing is chosen.
 */
export function findPinnedReader(pin: string | undefined, names: readonly string[], taken: readonly string[] = []): string | undefined {
  if (pin === undefined) return undefined
  if (names.includes(pin)) return pin
  const alike = names.filter((name) => readerModel(name) === readerModel(pin) && !taken.includes(name))
  return alike.length === 1 ? alike[0] : undefined
}
