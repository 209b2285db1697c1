/** The way to the page of the station's own card. */
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useCaseClient } from '../../../client/use-case-client.ts'

export function CardTemplatePart() {
  const client = useCaseClient()
  const [name, setName] = useState('')
  useEffect(() => {
    let current = true
    void client.call('cardTemplate.read', {}).then((answer) => {
      if (current && answer.ok)
        setName(`${answer.value.mark.name}${answer.value.mark.version > 0 ? `, version ${answer.value.mark.version}` : ''}`)
    })
    return () => {
      current = false
    }
  }, [client])
  return (
    <p>
      {name && <>In use: {name}. </>}
      <Link href="/settings/card-template">See and change the card template</Link>
    </p>
  )
}
