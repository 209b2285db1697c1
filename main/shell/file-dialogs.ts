/** The system's dialogs for files and folders. Paths stay in `main`: the page never names one. */
import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'

let parent: BrowserWindow | undefined

/** Dialogs belong to this window from now on: without a parent, one can lie behind it. */
export function openDialogsOver(window: BrowserWindow): void {
  parent = window
}

const parentNow = (): [BrowserWindow] | [] => (parent && !parent.isDestroyed() ? [parent] : [])

const kinds: Readonly<Record<string, string>> = {
  pdf: 'PDF',
  csv: 'CSV table',
  json: 'JSON',
  png: 'PNG picture',
  jpg: 'JPEG picture',
  txt: 'Text',
  age: 'Encrypted file',
  jsonl: 'Record of RA Desk',
  pem: 'Certificate request',
}

/** The kind of file by its ending, so that the dialog adds the ending when the agent types another name. */
export function filtersOf(fileName: string): Electron.FileFilter[] {
  const extension = extname(fileName).slice(1).toLowerCase()
  return extension === '' ? [] : [{ name: kinds[extension] ?? `${extension.toUpperCase()} file`, extensions: [extension] }]
}

/** `undefined` if the agent cancels. */
export async function chooseSavePath(fileName: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(...(parentNow() as [BrowserWindow]), {
    defaultPath: join(app.getPath('documents'), fileName),
    filters: filtersOf(fileName),
  })
  return canceled || !filePath ? undefined : filePath
}

/** Asks the agent where to and saves; `undefined` if the agent cancels. */
export async function saveFile(fileName: string, bytes: Uint8Array): Promise<{ readonly savedAs: string } | undefined> {
  const savedAs = await chooseSavePath(fileName)
  if (savedAs === undefined) return undefined
  await writeFile(savedAs, bytes)
  return { savedAs }
}

export const chooseBackupFolder = (): Promise<string | undefined> =>
  chooseOne({ title: 'Where backups go', properties: ['openDirectory', 'createDirectory'] })

export const chooseBackupFile = (): Promise<string | undefined> =>
  chooseOne({
    title: 'Restore from a backup',
    properties: ['openFile'],
    filters: [{ name: 'Backups of RA Desk', extensions: ['age'] }],
  })

const chooseUpdateFile = (): Promise<string | undefined> =>
  chooseOne({
    title: 'Update RA Desk',
    properties: ['openFile'],
    filters: [{ name: 'Updates of RA Desk', extensions: ['raupdate'] }],
  })

export const updateDialogs = {
  chooseFile: chooseUpdateFile,
  /** In the system's own window for files. */
  show: (path: string): void => {
    shell.showItemInFolder(path)
  },
}

async function chooseOne(options: Electron.OpenDialogOptions): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(...(parentNow() as [BrowserWindow]), {
    defaultPath: app.getPath('documents'),
    ...options,
  })
  return canceled ? undefined : filePaths[0]
}
