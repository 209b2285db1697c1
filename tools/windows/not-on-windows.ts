/**
 * What cannot be shown on Windows Node under Wine, with the reason. A test that fails or is skipped there must be in this table; a test of
 * this table that passes there must leave it. So neither a new failure nor a row that is out of date goes unseen.
 */
export interface NotOnWindows {
  readonly file: string
  /** How the titles begin; all of the file without it. */
  readonly title?: string
  /** `skipped`: the test says by itself that it cannot run. `fails`: it runs, and what it needs is not there. */
  readonly as: 'skipped' | 'fails'
  readonly why: string
}

const skipped = (why: string, files: readonly string[]): NotOnWindows[] => files.map((file) => ({ file, as: 'skipped', why }))

export const notOnWindows: readonly NotOnWindows[] = [
  ...skipped('Documents are read back with poppler, zbar and qpdf, which are programs of Linux here.', [
    'test/main/card-face/card-template.test.ts',
    'test/main/documents/card-face.test.ts',
    'test/main/documents/card-template-print.test.ts',
    'test/main/documents/label-print.test.ts',
    'test/main/documents/label.test.ts',
    'test/main/documents/manifest.test.ts',
    'test/main/documents/measured.test.ts',
    'test/main/documents/release-sheet.test.ts',
    'test/main/documents/sheets.test.ts',
    'test/main/exports/print-document.test.ts',
    'test/main/printing/print-card-face.test.ts',
  ]),
  ...skipped('Windows has no mode bits: folder and account decide who may read a file.', [
    'test/main/backup/folder-mark.test.ts',
    'test/main/files/database.test.ts',
    'test/main/shell/key-store.test.ts',
    'test/native/simulator-controls.test.ts',
  ]),
  ...skipped('The memory of a process is read through /proc.', ['test/main/vault/memory.test.ts']),
  ...skipped('A small disk can be mounted on Linux only.', ['test/main/record/journal-faults.test.ts']),
  ...skipped('Certificates of an invented authority are made with OpenSSL.', [
    'test/main/cards/authority.test.ts',
    'test/main/cards/issue-card.test.ts',
    'test/main/cards/pkcs12-passphrase.test.ts',
    'test/main/cards/read-apart.test.ts',
    'test/main/cards/read-pkcs12.test.ts',
    'test/main/cards/stock-cards.test.ts',
  ]),
  ...skipped('A backup is opened with the program age.', ['test/main/backup/backup.test.ts']),
  {
    file: 'test/main/files/copy-outside.test.ts',
    title: 'copy outside the data folder a link to the very same bytes',
    as: 'fails',
    why: 'Wine says that it made a symbolic link, and makes none.',
  },
]
