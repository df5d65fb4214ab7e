import { Component, type ComponentChildren } from 'preact'
import { reportError } from '../api/report-error.ts'

/** Draws `fallback` where what is inside throws, and tells the server's log. It tries again when `resetKey` changes. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static override getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: unknown) {
    reportError(error)
  }

  override componentDidUpdate({ resetKey }: Props) {
    if (this.state.failed && resetKey !== this.props.resetKey) this.setState({ failed: false })
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}

type Props = { fallback: ComponentChildren; resetKey?: unknown; children?: ComponentChildren }
