import { createElement, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { screen } from '../../../renderer/app/screen.ts'

const Hello = ({ name }: { readonly name: string }) => createElement('p', null, `Hello ${name}`)

test('screen: drawn at once, without the fallback, when its code was loaded ahead', async () => {
  const Page = screen(() => Promise.resolve(Hello))
  const draw = () => renderToString(createElement(Suspense, { fallback: 'Opening' }, createElement(Page, { name: 'Ada' })))
  expect(draw()).toContain('Opening')
  await Page.load()
  expect(draw()).toContain('Hello Ada')
  expect(draw()).not.toContain('Opening')
})

test('screen: fetched once, and again after it could not be fetched', async () => {
  const fetchScreen = vi.fn<() => Promise<typeof Hello>>(() => Promise.resolve(Hello))
  fetchScreen.mockRejectedValueOnce(new Error('not there'))
  const Page = screen(fetchScreen)
  await expect(Page.load()).rejects.toThrow('not there')
  await Promise.all([Page.load(), Page.load()])
  expect(fetchScreen).toHaveBeenCalledTimes(2)
})
