/**
 * What an agent takes to Care Identity Management (CIM) to give or remove a position for many people: UUIDs in lists of at most 100, and
 * the order of CIM's steps, as its user guide describes them (“Batch manage position assignments for multiple users”).
 */

/** “You can enter up to 100 UUIDs at a time.” */
export const MOST_UUIDS = 100

/** Each UUID once, in the order given, one a line. */
export function uuidLists(uuids: readonly string[]): readonly (readonly string[])[] {
  const once = [...new Set(uuids)]
  return Array.from({ length: Math.ceil(once.length / MOST_UUIDS) }, (_, index) => once.slice(index * MOST_UUIDS, (index + 1) * MOST_UUIDS))
}

export const removeInCim: readonly string[] = [
  'Open CIM and choose “Manage access”. The “Positions” tab opens.',
  'Choose the National Locum Pharmacy Agency (FFFFF) position.',
  'Open the “Assigned users” tab and select everyone on this list. Where CIM asks for UUIDs, paste the list.',
  'Remove the position from the selected users, enter a note, and confirm.',
  'Wait for the message from CIM, and note its date and reference.',
  'Check that nobody on the list still has the position. Then record the revocation here.',
]

export const assignInCim: readonly string[] = [
  'Open CIM and choose “Manage access”. The “Positions” tab opens.',
  'Choose the National Locum Pharmacy Agency (FFFFF) position, then “Assign to users”.',
  'Paste the list of UUIDs. Check the profiles that CIM finds, and look into every UUID for which it finds none.',
  'Enter the start date and the end date of the access, and assign the position.',
]
