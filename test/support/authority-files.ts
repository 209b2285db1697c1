/** Issuing authorities as an authority would hand them over: made with OpenSSL, all people in them invented. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const AUTHORITY_PASSPHRASE = 'invented authority passphrase'
export const AUTHORITY_DAYS = 365

export interface AuthorityFiles {
  readonly folder: string
  openssl(...args: string[]): string
  /** `key`: what `openssl req -newkey` takes. */
  make(name: string, given?: { readonly key?: readonly string[]; readonly ca?: boolean; readonly keyUsage?: string }): void
  /** `more`: further arguments of `openssl pkcs12 -export`. */
  pkcs12(name: string, given?: { readonly passphrase?: string; readonly more?: readonly string[] }): Uint8Array
  remove(): void
}

export const rsa = (bits: number) => [`rsa:${bits}`]
export const ec = (curve: string) => ['ec', '-pkeyopt', `ec_paramgen_curve:${curve}`]

export function authorityFiles(): AuthorityFiles {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-authority-'))
  const openssl = (...args: string[]): string =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  return {
    folder,
    openssl,
    make: (name, { key = rsa(2048), ca = true, keyUsage = 'keyCertSign,cRLSign' } = {}) => {
      openssl(
        'req',
        '-newkey',
        ...key,
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        `/O=Invented RA Service/CN=Invented Authority ${name}`,
      )
      writeFileSync(
        join(folder, `${name}.ext`),
        `basicConstraints=critical,CA:${ca ? 'TRUE' : 'FALSE'}\nkeyUsage=critical,${keyUsage}\nsubjectKeyIdentifier=hash\n`,
      )
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-signkey',
        `${name}.key`,
        '-out',
        `${name}.pem`,
        '-extfile',
        `${name}.ext`,
        '-days',
        String(AUTHORITY_DAYS),
      )
    },
    pkcs12: (name, { passphrase = AUTHORITY_PASSPHRASE, more = [] } = {}) => {
      openssl(
        'pkcs12',
        '-export',
        '-inkey',
        `${name}.key`,
        '-in',
        `${name}.pem`,
        '-out',
        `${name}.p12`,
        '-passout',
        `pass:${passphrase}`,
        ...more,
      )
      return new Uint8Array(readFileSync(join(folder, `${name}.p12`)))
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
