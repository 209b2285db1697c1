/** Everything that only practice has: the virtual card and phone, and the invented registrants. */
import { PracticeCard, PracticeFeeder } from './practice-card.tsx'
import { PracticePhone } from './practice-phone.tsx'
import { SampleFiles } from './sample-files.tsx'

export function PracticeTools() {
  return (
    <div className="desk-two">
      <div>
        <h3 className="nhsuk-heading-s">Practice card</h3>
        <PracticeCard />
        <PracticeFeeder />
        <h3 className="nhsuk-heading-s nhsuk-u-margin-top-4">Sample registrants</h3>
        <p>Invented people with the files of a request. A step that asks for a file offers them too.</p>
        <SampleFiles />
      </div>
      <PracticePhone />
    </div>
  )
}
