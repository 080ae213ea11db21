/** The tracker's public API: start one, with settings that were checked; read and write its allowlist. */
export { type AllowlistEntry, formatAllowlist, type ParsedAllowlist, parseAllowlist } from './allowlist.ts'
export type { TrackerStats } from './http-status.ts'
export { parseTrackerSettings, TRACKER_SETTINGS, type TrackerSettings } from './settings.ts'
export { TrackerError, type TrackerErrorKind } from './tracker-error.ts'
export type { TrackerLog } from './tracker-log.ts'
export { startTracker, type Tracker, type TrackerPorts } from './ws-server.ts'
