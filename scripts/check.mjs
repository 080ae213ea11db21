/**
 * `npm run check`: the gate. Format, lint, types, layers, unit tests, build, size budgets; what a change must pass before
 * anybody looks at it. Installs what is missing first. Ends with `N passed, N failed`, each step without tests being one.
 */
import { ensureInstalled } from './lib/install.mjs'
import { closingLine } from './lib/results.mjs'
import { endOnSignals } from './lib/run.mjs'
import { runSteps } from './lib/run-steps.mjs'
import { gateSteps } from './lib/steps.mjs'

endOnSignals()
await ensureInstalled()
const tally = await runSteps(gateSteps())
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0
console.log(closingLine(tally))
