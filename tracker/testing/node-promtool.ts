/**
 * Prometheus's own judge of metrics, `promtool`, where this machine has one (Debian: `prometheus`; `npm run test:full` installs it).
 */
import { spawnSync } from 'node:child_process'

const LIMIT_MS = 30_000

/** @returns why there is no judging here, in words; `undefined` where there is */
export function whyNoPromtool(): string | undefined {
  const { error } = spawnSync('promtool', ['--version'], { timeout: LIMIT_MS })
  return error === undefined
    ? undefined
    : "promtool is not installed (Debian's prometheus): metrics are not judged by it"
}

/** @returns what promtool has to say against metrics in the text format; empty: nothing */
export function judgeMetrics(text: string): string {
  const { stdout, stderr, status } = spawnSync('promtool', ['check', 'metrics'], { input: text, timeout: LIMIT_MS })
  const words = `${stdout}${stderr}`.trim()
  return status === 0 || words !== '' ? words : `promtool ended with ${status}`
}
