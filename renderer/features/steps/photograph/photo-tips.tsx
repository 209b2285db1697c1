/** What makes a photograph suitable, from the edition. */
export function PhotoTips({ tips }: { tips: readonly string[] }) {
  return (
    <section className="before-call-aside" aria-label="What the photograph should look like">
      <h2 className="nhsuk-heading-s">What the photograph should look like</h2>
      <TipList tips={tips} />
    </section>
  )
}

export function TipList({ tips }: { tips: readonly string[] }) {
  return (
    <ul className="before-call-tips">
      {tips.map((tip) => (
        <li key={tip}>{tip}</li>
      ))}
    </ul>
  )
}
