/** What Electron has of the desktop around it, as far as a browser and Node can give it. */
import { EventEmitter } from 'node:events'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { app } from './app.ts'
import { evaluateInPage } from './browser-window.ts'
import { isHeadless } from './browser.ts'
import { lacking, standIn } from './lacks.ts'
import { menuFromTemplate } from './menu.ts'
import { readScreenSize } from './screen-size.ts'

/** Electron's own answer on a Linux without any key store is the same: no encryption by the system, and it says so. */
export const safeStorage = standIn('safeStorage', {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  encryptStringAsync: (_text: string): Promise<Buffer> => Promise.reject(new Error('Encryption is not available')),
  decryptStringAsync: (_encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> =>
    Promise.reject(new Error('Encryption is not available')),
  getSelectedStorageBackend: () => 'basic_text' as const,
})

/** Nothing tells a Node process of sleep or of a locked screen. Under test, the signal SIGUSR2 stands for sleep. */
export const powerMonitor = standIn(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    getSystemIdleState: (_threshold: number) => 'unknown' as const,
    getSystemIdleTime: lacking('powerMonitor.getSystemIdleTime'),
  }),
)
if (process.env['RA_DESK_TEST_PORT'] !== undefined && process.platform !== 'win32')
  process.on('SIGUSR2', () => {
    powerMonitor.emit('suspend')
  })

interface SaveOptions {
  readonly defaultPath?: string
  readonly title?: string
}

/** There is no file dialog: the file goes beside those of the same kind under a name of its own, and nothing is ever replaced. */
function showSaveDialog(...given: unknown[]): Promise<{ canceled: false; filePath: string }> {
  const options = (given.length > 1 ? given[1] : given[0]) as SaveOptions
  const folder = process.env['RA_DESK_SAVE_FOLDER'] ?? app.getPath('documents')
  mkdirSync(folder, { recursive: true })
  const wanted = basename(options.defaultPath ?? 'document')
  const ending = extname(wanted)
  for (let number = 1; ; number++) {
    const filePath = join(folder, number === 1 ? wanted : `${basename(wanted, ending)} (${number})${ending}`)
    if (!existsSync(filePath)) return Promise.resolve({ canceled: false, filePath })
  }
}
/** There is no file dialog: the folder that RA_DESK_OPEN_FOLDER names, or the newest file in it. */
function showOpenDialog(...given: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
  const options = (given.length > 1 ? given[1] : given[0]) as {
    readonly properties?: readonly string[]
    readonly filters?: readonly { readonly extensions: readonly string[] }[]
  }
  const folder = process.env['RA_DESK_OPEN_FOLDER']
  if (folder === undefined || !existsSync(folder)) return Promise.resolve({ canceled: true, filePaths: [] })
  if (options.properties?.includes('openDirectory')) return Promise.resolve({ canceled: false, filePaths: [folder] })
  const endings = options.filters?.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)) ?? []
  const newest = readdirSync(folder)
    .filter((name) => endings.length === 0 || endings.includes(extname(name)))
    .sort()
    .at(-1)
  return Promise.resolve(newest === undefined ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [join(folder, newest)] })
}
export const dialog = standIn('dialog', {
  showSaveDialog,
  showOpenDialog,
  showErrorBox: (title: string, content: string) => {
    process.stderr.write(`${title}\n${content}\n`)
  },
})

function open(path: string): Promise<string> {
  if (isHeadless()) return Promise.resolve('There is no desktop to open it on')
  const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer.exe' : 'xdg-open'
  return new Promise((resolve) => {
    const child = spawn(opener, [path], { stdio: 'ignore', detached: true })
    child.once('error', (error) => {
      resolve(error.message)
    })
    child.once('spawn', () => {
      child.unref()
      resolve('')
    })
  })
}
export const shell = standIn('shell', {
  openPath: open,
  showItemInFolder: (path: string) => {
    void open(dirname(path))
  },
})

export const Menu = standIn('Menu', {
  setApplicationMenu: (_menu: null) => undefined,
  buildFromTemplate: menuFromTemplate,
})

function primaryDisplay() {
  const { width, height, workHeight, scale } = readScreenSize()
  const workAreaSize = { width, height: workHeight }
  const bounds = { x: 0, y: 0, width, height }
  return { id: 1, bounds, workArea: { x: 0, y: 0, ...workAreaSize }, workAreaSize, size: { width, height }, scaleFactor: scale }
}
export const screen = standIn('screen', {
  getPrimaryDisplay: primaryDisplay,
  getAllDisplays: () => [primaryDisplay()],
})

let copied = ''
/** The text is kept here and put on the browser's own clipboard as well, so that a person can paste it elsewhere. */
export const clipboard = standIn('clipboard', {
  readText: () => Promise.resolve(copied),
  /** No page may read the clipboard, and there is no other way to it: a picture that the page put there is not seen. */
  read: () => Promise.resolve([]),
  writeText: async (text: string) => {
    copied = text
    await evaluateInPage(`navigator.clipboard.writeText(${JSON.stringify(text)})`).catch(() => undefined)
  },
  clear: () => {
    void clipboard.writeText('')
  },
})
