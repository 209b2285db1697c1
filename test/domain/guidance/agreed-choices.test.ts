import { expect, test } from 'vitest'
import { agreedChoices } from '../../../domain/guidance/agreed-choices.ts'
import { combineSteps } from '../../../domain/guidance/combine-steps.ts'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'

test('agreed choices: those of every edition, each id once', () => {
  const more = { ...remote20200408, id: 'more', videoChannels: [...remote20200408.videoChannels, { id: 'new-video', name: 'New video' }] }
  const { videoChannels, locations } = agreedChoices({ all: [...bundledEditions, more] })
  expect(videoChannels.map(({ id }) => id)).toEqual([...remote20200408.videoChannels.map(({ id }) => id), 'new-video'])
  expect(locations).toEqual(remote20200408.locations)
})

test('steps of an edition: order and needs from the plan, words by id', () => {
  const words = { title: 'Do it', guidance: [], hint: 'Do it now.' }
  const steps = combineSteps(
    [
      { id: 'request', stage: 'one', needs: [] },
      { id: 'details', stage: 'two', needs: ['request'] },
    ],
    { details: { ...words, title: 'Then this' }, request: words },
  )
  expect(steps).toEqual([
    { id: 'request', stage: 'one', needs: [], ...words },
    { id: 'details', stage: 'two', needs: ['request'], ...words, title: 'Then this' },
  ])
})
