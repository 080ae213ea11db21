/** What keeps a tracker from starting. A client's fault is never one of these: it is answered, and the tracker goes on. */
export type TrackerErrorKind =
  | 'bad-settings'
  | 'allowlist-unreadable'
  | 'keys-unreadable'
  | 'cannot-listen'
  | 'tls-unreadable'
  | 'no-fast-transport'

export class TrackerError<K extends TrackerErrorKind = TrackerErrorKind> extends Error {
  override readonly name = 'TrackerError'
  readonly kind: K

  /** @param message Words for the operator: what is wrong, and what to do. */
  constructor(kind: K, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
  }
}
