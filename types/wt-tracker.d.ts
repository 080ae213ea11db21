/** What the benchmark uses of wt-tracker, which is built from a checkout (WT_TRACKER_DIR) and never installed. */
declare module 'wt-tracker' {
  export type Send = (json: object, connection: object) => void
  export const sendMessage: Send
  export class FastTracker {
    constructor(settings: { readonly maxOffers: number; readonly announceInterval: number }, send: Send)
  }
  export class UWebSocketsTracker {
    constructor(tracker: FastTracker, settings: { readonly server: { readonly port: number; readonly host: string } })
    run(): Promise<void>
  }
}
