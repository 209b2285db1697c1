import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { EmailAddress } from '../../../renderer/ui/parts.tsx'

describe('email address', () => {
  test.each([
    ['ann.sample@example.com', 'ann.sample<wbr/>@example.com'],
    ['"a@b"@example.com', '&quot;a@b&quot;<wbr/>@example.com'],
    ['no address', 'no address'],
  ])('%s: may break before its last @, and reads the same', (address, html) =>
    expect(renderToStaticMarkup(createElement(EmailAddress, { address }))).toBe(html),
  )
})
