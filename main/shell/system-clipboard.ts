/** The system's clipboard as the app uses it. Pictures are only read here, to know one again; the page puts them there. */

const PNG = 'image/png'

/** The part of Electron's `clipboard` that is used. */
interface ElectronClipboard {
  readText(): Promise<string>
  writeText(text: string): Promise<void>
  read(): Promise<readonly { readonly types: readonly string[]; getType(type: string): Promise<unknown> }[]>
  clear(): void
}

export function systemClipboard(clipboard: ElectronClipboard) {
  return {
    readText: (): Promise<string> => clipboard.readText(),
    writeText: (text: string): Promise<void> => clipboard.writeText(text),
    /** PNG bytes; `undefined` when no picture is there. */
    async readPicture(): Promise<Uint8Array | undefined> {
      for (const item of await clipboard.read()) {
        const picture = item.types.includes(PNG) ? await item.getType(PNG) : undefined
        if (picture instanceof Blob) return new Uint8Array(await picture.arrayBuffer())
      }
      return undefined
    },
    clear: (): void => {
      clipboard.clear()
    },
  }
}
