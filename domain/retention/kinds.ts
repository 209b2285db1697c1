/** What is kept for a limited time. `documents`: scans of identity documents and the email of the request; `photographs`: the picture and what was made of it for the card. */
export const erasables = ['documents', 'photographs', 'passcode'] as const
export type Erasable = (typeof erasables)[number]

export const retained = [...erasables, 'case'] as const
export type Retained = (typeof retained)[number]

export const retainedWords: Readonly<Record<Retained, string>> = {
  documents: 'Scans of documents',
  photographs: 'Photographs',
  passcode: 'Passcode that was not released',
  case: 'The whole case',
}
