/** The trackers that are compared: what each is built from and started with, and why one can't be measured here. */

export const SYSTEMS = ['bittorrent-tracker', 'wt-tracker', 'grapevine', 'grapevine-fast'] as const
export type System = (typeof SYSTEMS)[number]

/** What the others are set beside. */
export const STOCK: System = 'bittorrent-tracker'

export interface ServerPlan {
  readonly entry: string
  /** After the port. */
  readonly args: readonly string[]
}

export const SERVERS: Readonly<Record<System, ServerPlan>> = {
  'bittorrent-tracker': { entry: 'bench/tracker/servers/bittorrent-tracker.ts', args: [] },
  'wt-tracker': { entry: 'bench/tracker/servers/wt-tracker.ts', args: [] },
  grapevine: { entry: 'bench/tracker/servers/grapevine.ts', args: ['ws', '1'] },
  'grapevine-fast': { entry: 'bench/tracker/servers/grapevine.ts', args: ['fast', '1'] },
}

/** @returns why a system is left out, in words; `undefined`: it is not. */
export function whyNot(system: System, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (system === 'wt-tracker' && !environment.WT_TRACKER_DIR) {
    return 'wt-tracker is skipped: WT_TRACKER_DIR names no checkout of github.com/Novage/wt-tracker'
  }
  return undefined
}
