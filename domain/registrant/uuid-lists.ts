/** Care Identity Management (CIM) takes UUIDs of many people at once: "You can enter up to 100 UUIDs at a time." (CIM user guide) */
export const MOST_UUIDS = 100

/** Each UUID once, in the order given, in lists that CIM takes. */
export function uuidLists(uuids: readonly string[]): readonly (readonly string[])[] {
  const once = [...new Set(uuids)]
  return Array.from({ length: Math.ceil(once.length / MOST_UUIDS) }, (_, index) => once.slice(index * MOST_UUIDS, (index + 1) * MOST_UUIDS))
}
