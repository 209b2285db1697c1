/** Words about a saved copy of the photograph: what it is, and what to do with it. */
import type { CopyTrouble } from '../../../../domain/journey/photograph-copies.ts'

export function describeCopy(trouble: CopyTrouble | undefined): { readonly title: string; readonly next: string } {
  switch (trouble) {
    case undefined:
      return {
        title: 'A copy of the photograph is on this computer. It is not encrypted.',
        next: 'Delete it after you have uploaded it to CIS.',
      }
    case 'not-there':
      return {
        title: 'The saved copy was not found.',
        next: 'It was moved, renamed or deleted. If you moved it, delete it where it is now.',
      }
    case 'other-contents':
      return {
        title: 'The saved copy was not deleted: another file is in its place.',
        next: 'RA Desk did not change that file. If it is the photograph, edited or saved again, delete it yourself.',
      }
  }
}
