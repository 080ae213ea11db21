/** The tracker's public API: start one, with settings that were checked; read and write its allowlist. */
export type { AdmissionList, ListContext, OpenList, ReadCounts } from './admission/admission-list.ts'
export {
  type AllowlistEntry,
  formatAllowlist,
  type ParsedAllowlist,
  parseAllowlist,
  withdrawIn,
} from './admission/allowlist.ts'
export { type OpenJoinTokens, openJoinTokens, type TokenSettings } from './admission/jose-join-tokens.ts'
export type { Standing } from './core/protocol.ts'
export { startTracker, type Tracker, type TrackerPorts } from './node-tracker.ts'
export { suitCollector } from './ops/node-collector.ts'
export { type LogOptions, openTrackerLog } from './ops/pino-log.ts'
export { parseTrackerSettings, type TrackerSettings } from './ops/settings.ts'
export { TRACKER_SETTINGS } from './ops/settings-schema.ts'
export {
  flagOf,
  SETTING_FLAGS,
  settingsFromEnvironment,
  settingsFromFile,
  settingsFromFlags,
  variableOf,
} from './ops/settings-sources.ts'
export type { LogFields, TrackerLog } from './ops/tracker-log.ts'
export type { TrackerStats } from './ops/tracker-view.ts'
export { TrackerError, type TrackerErrorKind } from './tracker-error.ts'
