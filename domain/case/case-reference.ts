/** The reference of a case, `RA-7K3M-9D`: nothing personal is in it, and it can be read aloud. */

/** No vowels and no look-alikes. */
export const CASE_REFERENCE_ALPHABET = '34679CDFGHJKMNPRTVWXY'

/** `randomInt` must be even over its range. References can repeat: they name a case for people, its id is what is unique. */
export function drawCaseReference(randomInt: (minInclusive: number, maxExclusive: number) => number): string {
  const draw = (count: number) =>
    Array.from({ length: count }, () => CASE_REFERENCE_ALPHABET[randomInt(0, CASE_REFERENCE_ALPHABET.length)]!).join('')
  return `RA-${draw(4)}-${draw(2)}`
}
