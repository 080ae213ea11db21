/**
 * The steps of the gate and the test suites: what each runs, what it needs first, how long it may take.
 *
 * One list for `npm run check` and `npm test`, so that the two can't drift apart.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runNode } from './run.mjs'

const MINUTE_MS = 60_000

/** The program that an npm package brings, as a path for Node: no shell, no PATH, no `npx`. */
function programOf(packageName, name = packageName) {
  const folder = join(ROOT, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[name])
}

const biome = (...args) => [programOf('@biomejs/biome', 'biome'), ...args]

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} [needs] steps without which this one makes no sense
 * @property {() => readonly string[]} args what Node runs; looked up late, after the installation
 * @property {number} limitMs
 * @property {string} [report] where its test runner writes results as JSON; without one, the step counts as one test
 * @property {'vitest' | 'playwright'} [runner]
 * @property {(limitMs: number) => Record<string, string>} [env]
 */

/** @type {Step} */
const format = { name: 'format', args: () => biome('format', '.'), limitMs: MINUTE_MS }
/** @type {Step} */
const lint = {
  name: 'lint',
  // Formatting is a step of its own; warnings count, or they would pile up.
  args: () => biome('ci', '--formatter-enabled=false', '--error-on-warnings', '.'),
  limitMs: MINUTE_MS,
}
/** @type {Step} */
const types = { name: 'types', args: () => [programOf('typescript', 'tsc'), '--noEmit'], limitMs: 2 * MINUTE_MS }
/** @type {Step} */
const layers = { name: 'layers', args: () => ['scripts/layers.mjs'], limitMs: MINUTE_MS }
/** @type {Step} */
const build = { name: 'build', args: () => ['scripts/build.mjs'], limitMs: 3 * MINUTE_MS }
/** @type {Step} */
const size = { name: 'size', needs: ['build'], args: () => [programOf('size-limit')], limitMs: MINUTE_MS }

/** @type {Step} */
const start = { name: 'start', needs: ['build'], args: () => ['scripts/try-start.mjs'], limitMs: 3 * MINUTE_MS }

/** `npm run fuzz:tracker`. @type {Step} */
const fuzz = { name: 'fuzz', args: () => [programOf('tsx'), 'tracker/testing/fuzz/cli.ts'], limitMs: 30 * MINUTE_MS }

/** Unit tests. `full` adds the long ones. */
const unit = (full) => ({
  name: 'unit',
  args: () => [
    programOf('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=test-results/unit.json',
  ],
  limitMs: (full ? 60 : 4) * MINUTE_MS,
  report: 'test-results/unit.json',
  runner: 'vitest',
})

/** Tests in real browsers; `only` those files. Playwright is told a little less than the limit, so that it can still write its report. */
const e2e = (full, { only = [], all = full } = {}) => ({
  name: 'e2e',
  needs: ['build'],
  args: () => [programOf('playwright'), 'test', ...only],
  limitMs: (full ? 60 : all ? 40 : 9) * MINUTE_MS,
  report: 'test-results/e2e.json',
  runner: 'playwright',
  env: (limitMs) => ({
    GRAPEVINE_E2E_LIMIT_MS: String(Math.max(1000, limitMs - 15_000)),
    ...(all && { GRAPEVINE_E2E: 'all' }),
  }),
})

/** `npm run check`. @returns {readonly Step[]} */
export const gateSteps = () => [format, lint, types, layers, unit(false), build, size]

/** `npm test`. @returns {readonly Step[]} */
export const testSteps = (full) => [
  ...[format, lint, types, layers, build, size, start, unit(full)],
  ...(full ? [fuzz] : []),
  e2e(full),
]

/** `npm run test:faults`. @returns {readonly Step[]} */
export const faultSteps = () => [build, e2e(false, { only: ['faults.e2e'], all: true })]

/** `npm run test:e2e`. @returns {readonly Step[]} */
export const e2eSteps = () => [build, e2e(false, { all: true })]

/** Runs a step. @returns what lib/run.mjs says of it. */
export function runStep(step, { full, limitMs, env }) {
  return runNode(step.args(), {
    timeoutMs: limitMs,
    env: { ...env, ...step.env?.(limitMs), ...(full ? { GRAPEVINE_FULL: '1' } : {}) },
  })
}
