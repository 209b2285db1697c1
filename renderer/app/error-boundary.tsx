/** When a screen breaks: says what is safe, and lets the agent go on. A class, because React has no other form of it. */
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'

interface Props {
  readonly children: ReactNode
  /** When this changes, the screen is tried again: the place the agent went to. */
  readonly place?: string
}

export class ErrorBoundary extends Component<Props, { broken: boolean; place?: string | undefined }> {
  override state: { broken: boolean; place?: string | undefined } = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  static getDerivedStateFromProps(props: Props, state: { broken: boolean; place?: string | undefined }) {
    return props.place === state.place ? null : { broken: false, place: props.place }
  }

  override componentDidCatch(error: Error, _info: ErrorInfo): void {
    reportError(error)
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <div className="desk-narrow" role="alert">
        <h1 tabIndex={-1}>This screen has stopped working</h1>
        <p>Everything that said “Saved” is safe, and what you typed is kept as a draft. No card, text or label was sent because of this.</p>
        <p>Try again. If it happens again, go to the work list, or close RA Desk and start it again.</p>
        <div className="desk-button-row">
          <Button onClick={() => this.setState({ broken: false })}>Try again</Button>
          <Button
            variant="secondary"
            onClick={() => {
              window.location.hash = '#/work-list'
              this.setState({ broken: false })
            }}
          >
            Go to the work list
          </Button>
        </div>
      </div>
    )
  }
}
