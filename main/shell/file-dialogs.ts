/** The system's dialogs for files and folders. Paths stay in `main`: the page never names one. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, dialog } from 'electron'

/** `undefined` if the agent cancels. */
export async function chooseSavePath(fileName: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: join(app.getPath('documents'), fileName) })
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

async function chooseOne(options: Electron.OpenDialogOptions): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(options)
  return canceled ? undefined : filePaths[0]
}
