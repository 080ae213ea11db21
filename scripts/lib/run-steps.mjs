/**
 * Runs steps one after another, each timed under a heading, and counts. A failed step stops only those that need it.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { addTally, noTests, readReport } from './results.mjs'
import { ROOT } from './run.mjs'
import { runStep } from './steps.mjs'

const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

/**
 * @param {readonly import('./steps.mjs').Step[]} steps
 * @param {{ full?: boolean, env?: Record<string, string>, deadlineMs?: number }} options `deadlineMs` on the process's
 *   own clock (`performance.now()`): no step runs past it
 * @returns {Promise<import('./results.mjs').Tally>}
 */
export async function runSteps(steps, { full = false, env = {}, deadlineMs = Number.POSITIVE_INFINITY } = {}) {
  let total = noTests()
  const broken = new Set()
  const summary = []
  for (const step of steps) {
    console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 60 - step.name.length))}`)
    const missing = step.needs?.find((name) => broken.has(name))
    if (missing !== undefined) {
      console.log(`not run: ${missing} failed`)
      broken.add(step.name)
      summary.push(`${step.name}: not run, ${missing} failed`)
      total = addTally(total, { passed: 0, failed: 0, skipped: 1 })
      continue
    }
    const { tally, words } = await runOne(step, { full, env, deadlineMs })
    if (tally.failed > 0) broken.add(step.name)
    summary.push(`${step.name}: ${words}`)
    console.log(`${step.name}: ${words}`)
    total = addTally(total, tally)
  }
  console.log(`\n${summary.join('\n')}`)
  return total
}

async function runOne(step, { full, env, deadlineMs }) {
  const started = performance.now()
  const limitMs = Math.min(step.limitMs, deadlineMs - started)
  if (limitMs <= 0) return { tally: { ...noTests(), failed: 1 }, words: 'FAILED, no time was left for it' }
  const report = step.report === undefined ? undefined : join(ROOT, step.report)
  // An old report must not speak for this run.
  if (report !== undefined) rmSync(report, { force: true })
  const { ok, timedOut } = await runStep(step, { full, limitMs, env })
  const took = timedOut ? `stopped after ${seconds(started)}` : seconds(started)
  if (report === undefined) {
    const tally = ok ? { ...noTests(), passed: 1 } : { ...noTests(), failed: 1 }
    return { tally, words: `${ok ? 'ok' : 'FAILED'}, ${took}` }
  }
  const text = existsSync(report) ? readFileSync(report, 'utf8') : undefined
  const { tally, complaint } = readReport(step.runner, text, ok)
  const count = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`
  return { tally, words: `${count}${complaint === undefined ? '' : ` (${complaint})`}, ${took}` }
}
