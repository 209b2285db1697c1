/**
 * What an agent takes to Care Identity Management (CIM) to give or remove a position for many people: the
 * order of CIM's steps, as its user guide describes them (“Batch manage position assignments for multiple users”).
 */

export const removeInCim: readonly string[] = [
  'Open CIM and choose “Manage access”. The “Positions” tab opens.',
  'Choose the National Locum Pharmacy Agency (FFFFF) position.',
  'Open the “Assigned users” tab and select everyone on this list. Where CIM asks for UUIDs, paste the list.',
  'Remove the position from the selected users, enter a note, and confirm.',
  'Wait for the message from CIM, and note its date and reference.',
  'Check that each person on the list has lost the position. Then record the revocation here.',
]

export const assignInCim: readonly string[] = [
  'Open CIM and choose “Manage access”. The “Positions” tab opens.',
  'Choose the National Locum Pharmacy Agency (FFFFF) position, then “Assign to users”.',
  'Paste the list of UUIDs. Check the profiles that CIM finds, and look into every UUID for which it finds none.',
  'Enter the start date and the end date of the access, and assign the position.',
]
