/**
 * `npm test`: everything that must hold, in at most 12 minutes on two cores. The gate, unit tests, end-to-end tests in
 * Chromium. Installs what is missing first, on Debian as root also Chromium. `--full` adds the long suites, with no limit
 * but their own, and installs the programs that they start; `--faults` runs the fault tests alone (`npm run test:faults`). Ends
 * with the one line `N passed, N failed`.
 */
import { ensureChromium } from './lib/chromium.mjs'
import { ensureLongSuitePrograms } from './lib/debian.mjs'
import { ensureInstalled, giveUp } from './lib/install.mjs'
import { closingLine } from './lib/results.mjs'
import { endOnSignals } from './lib/run.mjs'
import { runSteps } from './lib/run-steps.mjs'
import { faultSteps, testSteps } from './lib/steps.mjs'

/** A little under the twelve minutes that are promised, from the start of this process, installing included. */
const LIMIT_MS = 11.5 * 60_000

const full = process.argv.includes('--full')
const faults = process.argv.includes('--faults')
const unknown = process.argv.slice(2).find((arg) => arg !== '--full' && arg !== '--faults')
if (unknown !== undefined) giveUp(`npm test knows no ${unknown}; there are only --full and --faults`)

endOnSignals()
await ensureInstalled()
const chromium = await ensureChromium()
if ('missing' in chromium) giveUp(chromium.missing)
if (full) await ensureLongSuitePrograms()
const tally = await runSteps(faults ? faultSteps() : testSteps(full), {
  full,
  env: { CHROMIUM_PATH: chromium.path },
  ...(full ? {} : { deadlineMs: LIMIT_MS }),
})
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0
console.log(closingLine(tally))
