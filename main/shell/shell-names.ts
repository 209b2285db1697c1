/** Which shell this is, in words. The Chromium one is a stand-in and says so wherever it can be read. */
export interface ShellWords {
  readonly kind: 'electron' | 'chromium-stand-in'
  readonly message: string
}

export function describeShell(electronVersion: string | undefined): ShellWords {
  return electronVersion
    ? { kind: 'electron', message: `Electron ${electronVersion}.` }
    : { kind: 'chromium-stand-in', message: 'The Chromium stand-in: no key store, no native dialogs, no signed installer.' }
}
