/** On the empty Today of practice: each invented registrant is one press away. */
import { useLocation } from 'wouter'
import { Button } from '../../../ui/index.ts'
import { beginWithSample, useSamples } from './use-samples.ts'

export function SampleRequests() {
  const samples = useSamples(true)
  const [, go] = useLocation()
  return (
    <>
      <p>These people are invented. Choose one: RA Desk fills in the new request from their email, and you take it from there.</p>
      <ul className="nhsuk-list">
        {samples?.map((sample) => (
          <li key={sample.title}>
            <Button
              variant="secondary"
              onClick={() => {
                beginWithSample(sample)
                go('/new')
              }}
            >
              Begin with a sample request: {sample.title}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
