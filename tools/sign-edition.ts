/**
 * `npm run sign-edition`: for a service provider that publishes editions of the guidance. Makes the provider's key pair, writes a bundled edition
 * out to start from, and checks and signs an edition.
 *
 *     npm run sign-edition -- new-key provider-key.pem
 *     npm run sign-edition -- start-from remote-2020-04-08 my-edition.json
 *     npm run sign-edition -- sign my-edition.json provider-key.pem my-edition.edition.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { toBase64 } from '../domain/bytes.ts'
import { bundledEditions } from '../domain/guidance/index.ts'
import { EDITION_FILE_KIND, readEditionFile } from '../main/editions/edition-file.ts'
import { writeSigned } from '../main/vault/signed-file.ts'
import { fail, failInWords, makeProviderKey, readProviderKey } from './signing/provider-key.ts'

function makeKey(path: string): void {
  const publicKey = makeProviderKey(path)
  console.log(`Private key: ${path}. Keep it where only the provider can read it.`)
  console.log(`For the policy file: "editionSigner": "${publicKey}"`)
}

function startFrom(id: string, path: string): void {
  const edition = bundledEditions.find((one) => one.id === id)
  if (!edition) return fail(`There is no edition “${id}”. RA Desk brings: ${bundledEditions.map((one) => one.id).join(', ')}.`)
  writeFileSync(path, `${JSON.stringify(edition, undefined, 2)}\n`, { flag: 'wx' })
  console.log(`${path} holds “${edition.name}”. Give it an id of its own, and name in “supersedes” the edition whose place it takes.`)
}

function signEdition(path: string, keyPath: string, signedPath: string): void {
  const key = readProviderKey(keyPath)
  const bytes = writeSigned(EDITION_FILE_KIND, JSON.parse(readFileSync(path, 'utf8')), key)
  const checked = readEditionFile(bytes, toBase64(key.publicKey))
  if (!checked.ok) return fail(checked.error.message)
  writeFileSync(signedPath, bytes, { flag: 'wx' })
  console.log(`${signedPath} holds “${checked.value.name}” (${checked.value.id}), signed.`)
}

const [command, ...files] = process.argv.slice(2)
const [one, two, three] = files
await failInWords(() => {
  if (command === 'new-key' && one) makeKey(one)
  else if (command === 'start-from' && one && two) startFrom(one, two)
  else if (command === 'sign' && one && two && three) signEdition(one, two, three)
  else fail('Use: new-key KEY | start-from EDITION-ID FILE | sign FILE KEY SIGNED-FILE')
})
