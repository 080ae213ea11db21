/**
 * Counts what test runners report as JSON, into `N passed, N failed`.
 *
 * Trusts no runner's good news alone: one that failed without naming a failed test, wrote no report, or ran nothing
 * counts as a failure.
 */

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @returns {Tally} */
export const noTests = () => ({ passed: 0, failed: 0, skipped: 0 })

/** @returns {Tally} */
export const addTally = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/** The line that closes a run. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Vitest's JSON report (Jest's form). A file that could not even be loaded holds no test, and is one failure. */
function tallyVitest(report) {
  const unloaded = report.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
  })
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/** Playwright's JSON report. What passed only on a second try did not pass. */
function tallyPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}

/**
 * @param {'vitest' | 'playwright'} runner
 * @param {string | undefined} text the report, `undefined` where there is none
 * @param {boolean} ok whether the runner ended well
 * @returns {{ tally: Tally, complaint?: string }} `complaint` where the count alone would be too kind, in words
 */
export function readReport(runner, text, ok) {
  let tally
  try {
    tally = runner === 'vitest' ? tallyVitest(JSON.parse(text)) : tallyPlaywright(JSON.parse(text))
    if (!Object.values(tally).every(Number.isInteger)) tally = undefined
  } catch {
    tally = undefined
  }
  if (tally === undefined) return { tally: { ...noTests(), failed: 1 }, complaint: `${runner} left no report` }
  if (tally.failed > 0) return { tally }
  if (!ok) return { tally: { ...tally, failed: 1 }, complaint: `${runner} failed outside of any test` }
  if (tally.passed === 0) return { tally: { ...tally, failed: 1 }, complaint: `${runner} ran no test` }
  return { tally }
}
