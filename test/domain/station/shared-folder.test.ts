import { expect, test } from 'vitest'
import { findSharedFolder } from '../../../domain/station/shared-folder.ts'

test.each([
  ['C:\\Users\\agnes\\AppData\\Local\\RA Desk', undefined],
  ['C:\\Users\\agnes\\OneDrive\\RA Desk', 'synced'],
  ['C:\\Users\\agnes\\OneDrive - Invented Trust\\Documents\\RA Desk', 'synced'],
  ['C:\\Users\\agnes\\Dropbox (Invented)\\RA Desk', 'synced'],
  ['D:\\My Drive\\RA Desk', 'synced'],
  ['/Users/agnes/Library/Mobile Documents/com~apple~CloudDocs/RA Desk', 'synced'],
  ['/home/agnes/Nextcloud/RA Desk', 'synced'],
  ['\\\\server\\home\\agnes\\RA Desk', 'network'],
  ['//server/home/agnes/RA Desk', 'network'],
  ['\\\\?\\C:\\Users\\agnes\\RA Desk', undefined],
  ['/home/agnes/.config/RA Desk', undefined],
  // A word in a name is not a sync client.
  ['C:\\Boxes\\Dropboxes\\RA Desk', undefined],
] as const)('shared folder: %s is %s', (path, kind) => {
  expect(findSharedFolder(path)).toBe(kind)
})

test('shared folder: under a folder that the system names as synced, by whole parts', () => {
  const roots = ['C:\\Users\\agnes\\Work cloud', '']
  expect(findSharedFolder('c:\\users\\AGNES\\work cloud\\RA Desk', roots)).toBe('synced')
  expect(findSharedFolder('C:\\Users\\agnes\\Work cloud two\\RA Desk', roots)).toBeUndefined()
})

test.each([
  ...['OneDrive', 'OneDrive - Invented Trust', 'Dropbox', 'Dropbox (Invented)', 'Google Drive', 'GoogleDrive', 'My Drive', 'iCloud Drive'],
  ...['iCloudDrive', 'iCloud~uk~invented', 'com~apple~CloudDocs', 'Box', 'Box Sync', 'Nextcloud', 'ownCloud', 'SharePoint', 'ONEDRIVE'],
])('shared folder: a part that is called %s is synced', (name) => {
  expect(findSharedFolder(`C:\\Users\\agnes\\${name}\\RA Desk`)).toBe('synced')
})

test.each([
  'MyOneDrive',
  'OneDrive2',
  'OneDrive -',
  'Dropbox()',
  'Google Drives',
  'The Box',
  'Boxes',
  'Box Syncs',
  'iCloud',
  'Old Nextcloud',
])('shared folder: a part that is called %s is not', (name) => {
  expect(findSharedFolder(`C:\\Users\\agnes\\${name}\\RA Desk`)).toBeUndefined()
})

test('shared folder: a device path is of this computer, and marks of a path count for no folder', () => {
  expect(findSharedFolder('\\\\.\\C:\\RA Desk')).toBeUndefined()
  expect(findSharedFolder('C:\\.\\Users\\\\agnes\\RA Desk', ['\\\\?\\C:\\Users\\agnes'])).toBe('synced')
})
