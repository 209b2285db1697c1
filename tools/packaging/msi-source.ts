/**
 * The source of the MSI in the language of WiX 3, as `wixl` reads it: the packed folder for the whole computer, a shortcut in the Start
 * menu, and how a newer package takes the place of an older one. electron-builder makes the same MSI where WiX can be downloaded
 * (`msi` in electron-builder.yml).
 */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'

/** Fixed for ever, as `msi.upgradeCode` in electron-builder.yml: an installer finds its predecessor by it. */
export const UPGRADE_CODE = '7B5B5C0E-3C64-4E0C-9C5D-5B0C7C2B8E61'
export const APP_ID = 'uk.radesk.app'
export const PROGRAM = 'RA Desk.exe'
const SHORTCUT = 'StartMenuShortcut'

export interface MsiContent {
  /** Three numbers. */
  readonly version: string
  /** Paths in the packed folder, with `/`. */
  readonly files: readonly string[]
  /** SHA-256 of what is installed: another content is another product. */
  readonly digest: string
  /** The packed folder, and the icon, as `wixl` finds them. */
  readonly from: string
  readonly icon: string
}

/** RFC 9562, version 5, in the braces and capitals of Windows. The same text gives the same one. */
export function guidOf(text: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(UPGRADE_CODE.replaceAll('-', ''), 'hex'))
    .update(text)
    .digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

export const productCode = ({ version, digest }: Pick<MsiContent, 'version' | 'digest'>): string => guidOf(`product ${version} ${digest}`)

/** Names in the tables of an MSI: letters, digits and underscores. */
const idOf = (kind: string, path: string): string => `${kind}${createHash('sha256').update(path).digest('hex').slice(0, 24)}`

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export function msiSource(content: MsiContent): string {
  const { version, files, from, icon } = content
  const program = files.find((path) => path === PROGRAM)
  if (program === undefined) throw new Error(`${PROGRAM} is not in the folder that is to be installed`)
  const components = [...files.map((path) => idOf('C', path)), SHORTCUT]
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${productCode(content)}" Name="RA Desk" Manufacturer="RA Desk" Version="${version}" UpgradeCode="${UPGRADE_CODE}" Language="2057" Codepage="1252">
    <Package Compressed="yes" InstallScope="perMachine" InstallerVersion="500" Platform="x64" Description="RA Desk ${version}" Manufacturer="RA Desk" />
    <MajorUpgrade DowngradeErrorMessage="A newer version of RA Desk is installed. Remove it first." />
    <Media Id="1" Cabinet="radesk.cab" EmbedCab="yes" />
    <Icon Id="RADeskIcon.ico" SourceFile="${escape(icon)}" />
    <Property Id="ARPPRODUCTICON" Value="RADeskIcon.ico" />
    <Property Id="ARPNOMODIFY" Value="1" />
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="APPLICATIONFOLDER" Name="RA Desk">
${folderSource(folderOf(files), from, '          ')}
        </Directory>
      </Directory>
      <Directory Id="ProgramMenuFolder">
        <Component Id="${SHORTCUT}" Guid="${guidOf('shortcut')}" Win64="yes">
          <Shortcut Id="${SHORTCUT}" Directory="ProgramMenuFolder" Name="RA Desk" Target="[APPLICATIONFOLDER]${PROGRAM}" WorkingDirectory="APPLICATIONFOLDER" Icon="RADeskIcon.ico" IconIndex="0" />
          <RegistryValue Root="HKLM" Key="Software\\RA Desk" Name="Installed" Type="string" Value="${version}" KeyPath="yes" />
        </Component>
      </Directory>
    </Directory>
    <Feature Id="Everything" Level="1">
${components.map((id) => `      <ComponentRef Id="${id}" />`).join('\n')}
    </Feature>
  </Product>
</Wix>
`
}

interface Folder {
  readonly path: string
  readonly files: string[]
  readonly folders: Map<string, Folder>
}

function folderOf(files: readonly string[]): Folder {
  const top: Folder = { path: '', files: [], folders: new Map() }
  for (const path of files) {
    let folder = top
    for (const name of path.split('/').slice(0, -1)) {
      const inner = folder.folders.get(name) ?? { path: posix.join(folder.path, name), files: [], folders: new Map<string, Folder>() }
      folder.folders.set(name, inner)
      folder = inner
    }
    folder.files.push(path)
  }
  return top
}

/** One component a file: Windows then replaces, repairs and removes each on its own. */
function folderSource({ files, folders }: Folder, from: string, indent: string): string {
  const own = files.map(
    (path) =>
      `${indent}<Component Id="${idOf('C', path)}" Guid="${guidOf(`component ${path}`)}" Win64="yes"><File Id="${idOf('F', path)}" Name="${escape(posix.basename(path))}" Source="${escape(`${from}/${path}`)}" KeyPath="yes" /></Component>`,
  )
  const inner = [...folders].map(
    ([name, folder]) =>
      `${indent}<Directory Id="${idOf('D', folder.path)}" Name="${escape(name)}">\n${folderSource(folder, from, `${indent}  `)}\n${indent}</Directory>`,
  )
  return [...own, ...inner].join('\n')
}

/**
 * The older program is removed inside the transaction, so that Windows puts it back if the newer one cannot be installed. `wixl` knows no
 * `Schedule` of `MajorUpgrade` and removes it before.
 */
const keepOlderUntilInstalled = "UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'"

/**
 * What `wixl` cannot say: when the older program is removed, and that the shortcut carries the application's id, so that Windows groups the
 * windows of RA Desk under it. One SQL statement each, for `msibuild -q`.
 */
export const statements: readonly string[] = [
  keepOlderUntilInstalled,
  'CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, `Shortcut_` CHAR(72) NOT NULL, `PropertyKey` CHAR(255) NOT NULL, `PropVariantValue` CHAR(255) NOT NULL PRIMARY KEY `MsiShortcutProperty`)',
  `INSERT INTO \`MsiShortcutProperty\` (\`MsiShortcutProperty\`, \`Shortcut_\`, \`PropertyKey\`, \`PropVariantValue\`) VALUES ('AppUserModelId', '${SHORTCUT}', 'System.AppUserModel.ID', '${APP_ID}')`,
]
