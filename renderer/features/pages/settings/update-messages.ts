/** Words of an update. */
import type { Output } from '../../../../preload/contract.ts'

type View = Output<'update.read'>

interface StartWords {
  /** Above the steps, where nothing is ever installed. */
  readonly notice?: string
  /** Before the last button. */
  readonly before: string
  readonly button: string
  readonly outcomeTitle: string
  readonly outcome: string
}

const nothingStarts = (notice: string): StartWords => ({
  notice: `${notice} You can go through every step. The installer is not started at the end.`,
  before: 'RA Desk checks the copy once more. Then it deletes the copy, because nothing is installed here.',
  button: 'Finish without installing',
  outcomeTitle: 'Nothing was installed',
  outcome: `${notice} The installer was not started, and the copy of the update was deleted. The backup stays.`,
})

/** By what the last step does on this computer. */
export const startWords: Readonly<Record<View['starts'], StartWords>> = {
  installer: {
    before:
      'RA Desk closes and the Windows installer starts. Windows may ask for the name and password of an administrator. Save your work on other pages first.',
    button: 'Close RA Desk and start the installer',
    outcomeTitle: 'The installer was started',
    outcome: 'RA Desk closes now. Follow the installer to its end, then open RA Desk and sign in. This page then shows the new version.',
  },
  shown: {
    before: 'RA Desk shows the installer in its folder. An administrator may have to install it.',
    button: 'Show the installer',
    outcomeTitle: 'The installer is shown in its folder',
    outcome:
      'Close RA Desk. Open the installer in the folder that is shown now, and follow it to its end. Then open RA Desk and sign in. This page then shows the new version.',
  },
  practice: nothingStarts('This is practice.'),
  'stand-in': nothingStarts('RA Desk runs in the Chromium stand-in, which is not an installed app.'),
  'not-installed': nothingStarts('RA Desk runs from its source code and is not installed on this computer.'),
}

/** `at`: in words. */
export const lastWords = ({ version, by }: NonNullable<View['last']>, installed: string, at: string): string =>
  version === installed
    ? `Updated to ${version} by ${by}, ${at}.`
    : `${by} started the installer of ${version}, ${at}. It is not installed: this is still RA Desk ${installed}.`

export const progressWords = ({ step, done }: { readonly step: 'copying' | 'checking'; readonly done: number }): string =>
  `${step === 'copying' ? 'Copying' : 'Checking'}… ${Math.floor(done * 100)} %`

export const signerWords: Readonly<Record<NonNullable<View['taken']>['signedBy'], string>> = {
  provider: 'Your service provider',
  development: 'The development key. This file is not signed by your provider.',
}
