/** What this browser tells a page about power and connection: settings that rest on what it does not tell are not shown. */

export interface BrowserTells {
  /** Whether it is on battery, and how full that is. */
  readonly battery: boolean
  /** Whether the connection is metered, or data is to be saved. */
  readonly connection: boolean
}

/** Network Information API (WICG): other than these, `type` says nothing about what bytes cost. */
const TELLING_TYPES = ['cellular', 'wimax', 'wifi', 'ethernet', 'none', undefined]

/** Both APIs are Chromium's. @param from where they are looked for; tests bring their own. */
export function browserTells(from: object = navigator): BrowserTells {
  const { connection, getBattery } = from as { connection?: { type?: string } | null; getBattery?: unknown }
  return {
    battery: typeof getBattery === 'function',
    connection: connection !== undefined && connection !== null && TELLING_TYPES.includes(connection.type),
  }
}
