/** What can be told from its like by colour alone, in forced colours: there only borders, outlines, lines and marks keep their say. */
import type { Page } from '@playwright/test'

interface Part {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly inside: readonly Part[]
}

const part = (tag: string, attributes: Part['attributes'], ...inside: readonly Part[]): Part => ({ tag, attributes, inside })
const inStates = (name: string, states: readonly string[], make: (state: string) => Part): Part =>
  part('p', { 'data-kind': name }, ...states.map(make))
/** One that is not chosen, and one that is. */
const chosenOrNot = (name: string, className: string, chosen: Readonly<Record<string, string>>): Part =>
  part('p', { 'data-kind': name }, part('span', { class: className }), part('span', { class: className, ...chosen }))

/** Parts that not every page has, each in its states. Built node by node: the page takes no text as HTML. */
const specimens: Part = part(
  'section',
  { id: 'specimens' },
  inStates('dot', ['neutral', 'good', 'bad'], (state) => part('i', { class: 'desk-dot', 'data-state': state })),
  inStates('tag', ['plain', 'red'], (tone) => part('span', { class: 'desk-tag', 'data-tone': tone })),
  chosenOrNot('drop', 'desk-drop', { 'data-over': '' }),
  chosenOrNot('label cell', 'label-sheet__cell', { 'data-chosen': '' }),
  chosenOrNot('toggle', 'desk-button-quiet', { 'aria-pressed': 'true' }),
  part(
    'div',
    { class: 'desk-palette', 'data-kind': 'command' },
    part('span', { 'cmdk-item': '' }),
    part('span', { 'cmdk-item': '', 'data-selected': 'true' }),
  ),
  part('p', { 'data-kind': 'meter' }, part('span', { class: 'desk-meter' }), part('span', { class: 'desk-meter' }, part('span', {}))),
  part(
    'ul',
    { class: 'desk-progress', 'data-kind': 'progress' },
    ...['waiting', 'started', 'done', 'failed'].map((state) =>
      part('li', { 'data-state': state }, part('b', { class: 'desk-progress__mark' })),
    ),
  ),
  part('table', { class: 'dispatch-table', 'data-kind': 'row' }, part('tbody', {}, part('tr', {}), part('tr', { 'data-chosen': '' }))),
)

/** Names of what looks as its neighbours do, and of tags whose frame touches the words. */
export function listLookalikes(page: Page): Promise<string[]> {
  return page.evaluate((given) => {
    const build = ({ tag, attributes, inside }: Part): HTMLElement => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.append(...inside.map(build))
      return element
    }
    const sides = ['top', 'right', 'bottom', 'left']
    const kept = (element: Element): string => {
      const style = getComputedStyle(element)
      const marks = ['::before', '::after'].map((pseudo) => {
        const mark = getComputedStyle(element, pseudo)
        // What only keeps room is not seen.
        return mark.visibility === 'hidden' ? 'none' : mark.content
      })
      const lines = sides.flatMap((side) => ['width', 'style', 'color'].map((what) => style.getPropertyValue(`border-${side}-${what}`)))
      const inside = style.forcedColorAdjust === 'none' ? [style.backgroundColor] : []
      const decoration = ['line', 'style', 'thickness'].map((what) => style.getPropertyValue(`text-decoration-${what}`))
      const outline = style.outlineStyle === 'none' ? [] : [style.outlineStyle, style.outlineWidth, style.outlineColor]
      return [...lines, ...outline, ...decoration, ...marks, ...inside, ...[...element.children].map(kept)].join('|')
    }
    const found: string[] = []
    const compare = (kind: string, chosen: string, place: string, isChosen: (element: Element) => boolean) => {
      for (const one of document.querySelectorAll(chosen)) {
        const others = [...(one.closest(place)?.querySelectorAll(one.tagName) ?? [])].filter((other) => !isChosen(other))
        if (others.some((other) => kept(other) === kept(one))) found.push(`${kind}: ${one.textContent.trim()}`)
      }
    }
    document.body.append(build(given))
    const hasCurrent = (element: Element) => element.matches('[aria-current]:not([aria-current="false"])')
    compare('current', '[aria-current]:not([aria-current="false"])', 'ul, ol, nav, tbody', hasCurrent)
    compare('pressed', '[aria-pressed="true"]', 'fieldset, p, div', (element) => element.matches('[aria-pressed="true"]'))
    for (const group of document.querySelectorAll('#specimens [data-kind]')) {
      const states = [...(group.querySelector('tbody') ?? group).children].map(kept)
      if (new Set(states).size < states.length) found.push(`specimen: ${group.getAttribute('data-kind')!}`)
    }
    const canvas = document.createElement('i')
    canvas.style.color = 'Canvas'
    document.body.append(canvas)
    const background = getComputedStyle(canvas).color
    canvas.remove()
    for (const link of document.querySelectorAll('nav a:not([aria-current])')) {
      const style = getComputedStyle(link)
      const isDrawn = (side: string) =>
        Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) >= 3 &&
        style.getPropertyValue(`border-${side}-color`) !== background
      if (sides.some(isDrawn)) found.push(`marked, though not current: ${link.textContent.trim()}`)
    }
    for (const tag of document.querySelectorAll('.desk-tag')) {
      const style = getComputedStyle(tag)
      if (Number.parseFloat(style.borderLeftWidth) > 0 && Number.parseFloat(style.paddingLeft) < 4) found.push(`tag: ${tag.textContent}`)
    }
    document.querySelector('#specimens')!.remove()
    return found
  }, specimens)
}
