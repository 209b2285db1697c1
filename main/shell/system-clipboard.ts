/** The system's clipboard as the app uses it. Pictures are only read here, to know one again; the page puts them there. */
import { clipboard } from 'electron'
import type { SystemClipboard } from '../station/clipboard.ts'

const PNG = 'image/png'

export const systemClipboard: SystemClipboard = {
  readText: () => clipboard.readText(),
  writeText: (text) => clipboard.writeText(text),
  async readPicture() {
    for (const item of await clipboard.read())
      if (item.types.includes(PNG)) return new Uint8Array(await (await item.getType<typeof PNG>(PNG)).arrayBuffer())
    return undefined
  },
  clear: () => {
    clipboard.clear()
  },
}
