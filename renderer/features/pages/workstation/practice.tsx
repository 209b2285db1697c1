/** Practice mode: the virtual card and phone, and files of invented registrants. */
import { PracticeTools } from '../../shared/practice/practice-tools.tsx'

export function Practice() {
  return (
    <section className="desk-card" aria-labelledby="practice">
      <h2 className="nhsuk-heading-m" id="practice">
        Practice
      </h2>
      <PracticeTools />
    </section>
  )
}
