import type { ReactNode } from 'react';
import { Component } from 'react';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Status.tsx';
import styles from './Shell.module.css';

type Props = {
  readonly children: ReactNode;
  /** A new key means a new room: the error stays behind in the old one. */
  readonly room: string;
};
type State = { readonly failed: string | null; readonly room: string };

/** A bug in one room never takes the desk with it; nothing that was posted depends on the screen. */
export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { failed: null, room: this.props.room };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.room === state.room ? null : { failed: null, room: props.room };
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return (
      <main className={styles.centre}>
        <div className={styles.box}>
          <h1>This screen stopped</h1>
          <Notice
            tone="danger"
            live="alert"
            title="Something in this screen is broken. What was posted is on disk."
            actions={<Button onPress={() => this.setState({ failed: null })}>Open the screen again</Button>}
          >
            Look under Receipts before doing anything again. Tell the help desk: {this.state.failed}
          </Notice>
        </div>
      </main>
    );
  }
}
