import { describe, expect, test } from 'vitest'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { importEdition, previewEdition } from '../../../main/editions/import-edition.ts'
import { longerCodeEdition, makeProviderKey } from '../../support/signed-edition.ts'
import { code, value } from '../vault/support.ts'
import { editionPorts } from './ports.ts'

const provider = makeProviderKey()
const signed = (edition: Edition, signer: string | null = provider.publicKey) => ({ bytes: provider.write(edition), signer })
const [remote, provedElsewhere] = bundledEditions as readonly [Edition, Edition]
const { supersedes: _, ...alone } = longerCodeEdition

describe('preview of an edition', () => {
  test('compared with the edition it names', async () => {
    const { ports, commits, pushed } = await editionPorts()
    const edition = { ...longerCodeEdition, supersedes: provedElsewhere.id }
    expect(value(previewEdition(ports, signed(edition))).comparedWith.id).toBe(provedElsewhere.id)
    expect([commits, pushed]).toEqual([[], []])
  })

  test.each([
    ['steps of remote registration', remote],
    ['steps of an identity proved elsewhere', provedElsewhere],
  ])('naming none, with the %s: compared with the edition that shares most of them', async (_name, like) => {
    const { ports } = await editionPorts()
    expect(value(previewEdition(ports, signed({ ...like, id: 'alone' }))).comparedWith.id).toBe(like.id)
  })

  test('naming none, with as many steps of two: compared with the later one', async () => {
    const { ports } = await editionPorts()
    value(await importEdition(ports, signed(longerCodeEdition)))
    expect(value(previewEdition(ports, signed({ ...alone, id: 'alone' }))).comparedWith.id).toBe(longerCodeEdition.id)
  })
})

describe('import of an edition', () => {
  test('kept with the time and the agent, and told to the page', async () => {
    const { ports, pushed } = await editionPorts()
    expect(value(await importEdition(ports, signed(longerCodeEdition)))).toEqual({ editionId: longerCodeEdition.id })
    expect(ports.editionBook.find(longerCodeEdition.id)?.imported).toEqual({
      edition: longerCodeEdition,
      at: '2026-11-23T09:30:00.000Z',
      by: 'Sample Manager',
    })
    expect(pushed).toEqual([{ name: 'editions.changed', payload: { editions: [longerCodeEdition] } }])
  })

  test.each([
    ['of another signer', () => signed(longerCodeEdition, makeProviderKey().publicKey)],
    ['when the policy names no signer', () => signed(longerCodeEdition, null)],
    ['in place of one that is not here', () => signed({ ...longerCodeEdition, supersedes: 'elsewhere' })],
    ['word for word as the one that is bundled', () => signed(remote)],
    ['with the id of the one that is bundled', () => signed({ ...longerCodeEdition, id: remote.id })],
  ])('%s: refused, nothing is kept and the page is told nothing', async (name, file) => {
    const { ports, commits, pushed } = await editionPorts()
    const preview = code(previewEdition(ports, file()))
    expect(preview).not.toBe('ok')
    expect(code(await importEdition(ports, file()))).toBe(preview)
    expect([commits, pushed]).toEqual([[], []])
    if (name.startsWith('word for word')) expect(preview).toBe('edition-known')
    if (name.startsWith('with the id')) expect(preview).toBe('edition-used')
    if (name.startsWith('in place')) expect(preview).toBe('edition-not-whole')
  })

  test('one that was withdrawn here since: still known, word for word', async () => {
    const { ports } = await editionPorts()
    const by = { at: '2026-11-23T09:30:00.000Z', by: 'Sample Manager' }
    await ports.editionBook.keep(
      longerCodeEdition.id,
      { imported: { edition: longerCodeEdition, ...by }, withdrawn: { on: '2026-12-01', why: 'Replaced', ...by } },
      'edition-withdrawn',
    )
    expect(code(await importEdition(ports, signed(longerCodeEdition)))).toBe('edition-known')
  })

  test('not saved: the page is told nothing', async () => {
    const { ports, pushed, failWith } = await editionPorts()
    failWith('disk-full')
    expect(code(await importEdition(ports, signed(longerCodeEdition)))).toBe('disk-full')
    expect(pushed).toEqual([])
  })
})
