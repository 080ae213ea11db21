/**
 * `npm test`: everything that must hold, in at most 12 minutes on two cores. The gate, unit tests, end-to-end tests in
 * Chromium. Installs what is missing first, on Debian as root also Chromium. `--full` adds the long suites, with no limit
 * but their own, and installs the programs that they start; `--e2e` runs all tests in Chromium but the long ones
 * (`npm run test:e2e`), `--faults` the fault tests alone (`npm run test:faults`). Ends with the one line `N passed, N failed`.
 */
import { ensureChromium } from './lib/chromium.mjs'
import { ensureLongSuitePrograms } from './lib/debian.mjs'
import { ensureInstalled, giveUp } from './lib/install.mjs'
import { closingLine } from './lib/results.mjs'
import { endOnSignals } from './lib/run.mjs'
import { runSteps } from './lib/run-steps.mjs'
import { e2eSteps, faultSteps, testSteps } from './lib/steps.mjs'

/** A little under the twelve minutes that are promised, from the start of this process, installing included. */
const LIMIT_MS = 11.5 * 60_000

const full = process.argv.includes('--full')
const faults = process.argv.includes('--faults')
const e2e = process.argv.includes('--e2e')
const unknown = process.argv.slice(2).find((arg) => !['--full', '--faults', '--e2e'].includes(arg))
if (unknown !== undefined) giveUp(`npm test knows no ${unknown}; there are only --full, --e2e and --faults`)

endOnSignals()
await ensureInstalled()
const chromium = await ensureChromium()
if ('missing' in chromium) giveUp(chromium.missing)
if (full) await ensureLongSuitePrograms()
const steps = faults ? faultSteps() : e2e ? e2eSteps() : testSteps(full)
const tally = await runSteps(steps, {
  full,
  env: { CHROMIUM_PATH: chromium.path },
  ...(full || e2e ? {} : { deadlineMs: LIMIT_MS }),
})
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0
console.log(closingLine(tally))
