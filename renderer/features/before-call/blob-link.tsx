/** A file made here that the agent keeps: a draft of an email, an entry for the diary. It leaves the app unencrypted, and says so. */
import { useEffect, useState, type ReactNode } from 'react'

interface BlobLinkProps {
  readonly text: string
  readonly type: string
  readonly fileName: string
  readonly children: ReactNode
}

export function BlobLink({ text, type, fileName, children }: BlobLinkProps) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [text, type])
  return <a className="nhsuk-link" href={url} download={fileName}>{children}</a>
}
