/** The name of an event in the audit record: `detailsRecorded` → `details-recorded`. */
export const actionOfKind = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
