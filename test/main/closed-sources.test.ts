import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../support/checks.ts'

interface Source {
  readonly file: string
  readonly text: string
}
function sourcesOf(...rooms: string[]): Source[] {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|css|scss|html|svg)$/.test(name))
      .map((name) => ({ file: `${room}/${name.replaceAll('\\', '/')}`, text: readFileSync(join(root, room, name), 'utf8') })),
  )
}
const product = sourcesOf('domain', 'native', 'main', 'preload', 'renderer')

/** What must not be in the product's sources, and the places where it is allowed. */
const unwanted: readonly {
  readonly what: string
  readonly pattern: RegExp
  readonly where: RegExp
  readonly except?: RegExp
  readonly planted: string
}[] = [
  {
    what: 'opening something outside the app',
    pattern: /\b(openExternal|openPath)\b/,
    where: /./,
    planted: "shell.openExternal('https://x')",
  },
  {
    what: 'a file shown in its folder',
    pattern: /\bshowItemInFolder\b/,
    where: /./,
    // The installer of a checked update, where the system has no program that installs it.
    except: /^main\/shell\/file-dialogs\.ts$/,
    planted: 'shell.showItemInFolder(path)',
  },
  { what: 'pictures decoded in main', pattern: /\bnativeImage\b/, where: /./, planted: 'nativeImage.createFromBuffer(bytes)' },
  {
    what: 'code run in the page by main',
    pattern: /\b(executeJavaScript|insertCSS|setDevToolsWebContents|openDevTools|debugger\.attach)\b/,
    where: /./,
    planted: 'contents.executeJavaScript(text)',
  },
  {
    what: 'an updater or a crash report that is sent',
    pattern: /\b(autoUpdater|crashReporter|contentTracing|netLog)\b/,
    where: /./,
    planted: 'crashReporter.start()',
  },
  {
    what: 'windows made elsewhere',
    pattern: /new (BrowserWindow|BrowserView|WebContentsView|BaseWindow)\b/,
    where: /./,
    except: /^main\/shell\/window\.ts$/,
    planted: 'new BrowserWindow({})',
  },
  {
    what: 'the old, synchronous key store',
    pattern: /safeStorage\.(encryptString|decryptString|isEncryptionAvailable)\(/,
    where: /./,
    planted: "safeStorage.encryptString('x')",
  },
  {
    what: 'a synchronous or unchecked way past the IPC contract',
    pattern: /\b(sendSync|ipcMain\.(on|once)|sendToHost|postMessage\(.*'\*')/,
    where: /^(main|preload|renderer)\//,
    planted: "ipcMain.on('x', run)",
  },
  {
    what: 'text made into HTML or code',
    pattern:
      /dangerouslySetInnerHTML|\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|setHTMLUnsafe|createContextualFragment/,
    where: /./,
    planted: 'node.innerHTML = text',
  },
  {
    what: 'a request from the page',
    // pdf.js asks a method of this name, which is declared with `async`, for its fonts; it answers with modules of the page.
    pattern: /\b((?<!async )fetch\(|XMLHttpRequest|new WebSocket|EventSource|sendBeacon|RTCPeerConnection|WebTransport|importScripts)/,
    where: /^(renderer|preload|domain)\//,
    planted: "await fetch('/x')",
  },
  {
    what: 'what outlives a lock in the page',
    pattern: /\b(localStorage|sessionStorage|document\.cookie|caches\.open|serviceWorker)\b/,
    where: /^renderer\//,
    planted: "localStorage.setItem('x', 'y')",
  },
  {
    what: 'something loaded from elsewhere',
    pattern: /(url\(\s*['"]?|@import\s+['"]|src=["'{]+|href=["']|from ['"]|import\(['"])(https?:)?\/\/[a-z]/i,
    where: /./,
    planted: '@import "https://x/y.css";',
  },
  {
    what: 'a shell',
    pattern: /\bshell: (true|process)|(?<!database\.)\bexec(Sync)?\(['"`]|node:child_process/,
    where: /^(main|native|preload|renderer|domain)\//,
    // Group policy is in the registry, and managed preferences of a Mac are property lists: only programs of the system read them (`reg.exe`, `plutil`),
    // by their whole path, without a shell. So is `msiexec`, which installs an update that was checked.
    except:
      /^native\/(device-pipe|printer\/)|^main\/station\/(registry-policy|managed-preferences)\.ts$|^main\/shell\/start-installer\.ts$/,
    planted: "import { spawn } from 'node:child_process'",
  },
  {
    what: 'cells written without the guard against formulas',
    pattern: /\bunparse\(|text\/csv|spreadsheetml|tab-separated-values/,
    where: /^(main|domain|native)\//,
    except: /^main\/(documents\/(manifest-csv|drawn-document)|exports\/draw-documents)\.ts$/,
    planted: 'Papa.unparse(rows)',
  },
]
const findUnwanted = (sources: readonly Source[]) =>
  sources.flatMap(({ file, text }) =>
    unwanted
      .filter(({ pattern, where, except }) => where.test(file) && except?.test(file) !== true && pattern.test(text))
      .map(({ what }) => `${file}: ${what}`),
  )

describe('the product’s sources', () => {
  it('contain nothing that opens the shell', () => {
    expect(product.length).toBeGreaterThan(300)
    expect(findUnwanted(product)).toEqual([])
  })

  it.each(unwanted.map(({ what, planted }) => [what, planted] as const))('control: %s would be found', (what, planted) => {
    const found = ['main/x.ts', 'renderer/x.tsx', 'native/x.ts', 'domain/x.ts'].flatMap((file) => findUnwanted([{ file, text: planted }]))
    expect(found.some((line) => line.endsWith(what))).toBe(true)
  })

  it('take only these things from Electron', () => {
    const taken = product.flatMap(({ text }) =>
      [...text.matchAll(/import \{([^}]*)\} from 'electron'/g)].flatMap(([, names]) =>
        names!
          .split(',')
          .map((name) => name.trim())
          .filter((name) => !name.startsWith('type ')),
      ),
    )
    expect([...new Set(taken)].sort()).toEqual([
      'BrowserWindow',
      'Menu',
      'app',
      'clipboard',
      'contextBridge',
      'dialog',
      'ipcMain',
      'ipcRenderer',
      'powerMonitor',
      'protocol',
      'safeStorage',
      'screen',
      'session',
      'shell',
      'utilityProcess',
    ])
  })

  it('close the shell before the app is ready', () => {
    const { text } = product.find(({ file }) => file === 'main/index.ts')!
    const places = ['registerAppScheme()', 'app.enableSandbox()', 'cutOffNetwork()', 'app.whenReady()'].map((call) => text.indexOf(call))
    expect(places.every((place) => place > 0)).toBe(true)
    expect([...places].sort((one, other) => one - other)).toEqual(places)
    const start = text.slice(text.indexOf('async function start'))
    expect(start.indexOf('denyTheRest()')).toBeLessThan(start.indexOf('openMainWindow('))
  })
})
