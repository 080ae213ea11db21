/** Signalling by itself, without an engine behind it: for benchmarks and tests of their own pages. */
export { type IntroductionHost, Introductions } from './simple-peer-introductions.ts'
export { TrackerLine } from './ws-tracker-line.ts'
