/** The system's clipboard as the app uses it. Pictures are only read here, to know one again; the page puts them there. */
import { clipboard } from 'electron'

const PNG = 'image/png'

export const systemClipboard = {
  readText: (): Promise<string> => clipboard.readText(),
  writeText: (text: string): Promise<void> => clipboard.writeText(text),
  async readPicture(): Promise<Uint8Array | undefined> {
    for (const item of await clipboard.read())
      if (item.types.includes(PNG)) return new Uint8Array(await (await item.getType<typeof PNG>(PNG)).arrayBuffer())
    return undefined
  },
  clear: (): void => {
    clipboard.clear()
  },
}
