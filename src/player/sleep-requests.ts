/** Wishes about the sleep timer. */
import type { SleepChoice } from './sleep-choices.ts'

/** Stop playback then; `off` takes it back. */
export class SleepRequest extends Event {
  static readonly type = 'gv-sleep-request'
  readonly choice: SleepChoice
  constructor(choice: SleepChoice) {
    super(SleepRequest.type, { bubbles: true, composed: true })
    this.choice = choice
  }
}

/** Five more minutes. */
export class SleepMoreRequest extends Event {
  static readonly type = 'gv-sleep-more-request'
  constructor() {
    super(SleepMoreRequest.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-sleep-request': SleepRequest
    'gv-sleep-more-request': SleepMoreRequest
  }
}
