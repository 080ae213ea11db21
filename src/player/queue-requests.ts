/** What the interface asks of the queue. What became of it is told by the entries that come back down. */
import type { QueueChange } from './queue.ts'

export class QueueRequest extends Event {
  static readonly type = 'gv-queue-request'
  readonly change: QueueChange
  constructor(change: QueueChange) {
    super(QueueRequest.type, { bubbles: true, composed: true })
    this.change = change
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-queue-request': QueueRequest
  }
}
