/** Signalling by itself, without an engine behind it: for benchmarks and tests of their own pages. */
export type { IntroductionHost } from './introduction-host.ts'
export { Introductions } from './simple-peer-introductions.ts'
export { TrackerLine } from './ws-tracker-line.ts'
