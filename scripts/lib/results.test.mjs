import { expect, test } from 'vitest'
import { addTally, closingLine, readReport } from './results.mjs'

const vitest = (numbers, testResults = []) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults, ...numbers })
const playwright = (stats, errors = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors })

test('passes, failures and what was left out are counted for either runner', () => {
  const both = { passed: 5, failed: 1, skipped: 2 }
  expect(
    readReport('vitest', vitest({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2 }), false).tally,
  ).toEqual(both)
  expect(readReport('playwright', playwright({ expected: 5, unexpected: 1, skipped: 2 }), false).tally).toEqual(both)
})

test('a test file that could not be loaded is a failure', () => {
  const report = vitest({ numPassedTests: 5 }, [{ status: 'failed', assertionResults: [] }])
  expect(readReport('vitest', report, false).tally).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('a test that passed only on its second try has failed, and so has an error outside of tests', () => {
  expect(readReport('playwright', playwright({ flaky: 1 }), true).tally.failed).toBe(1)
  expect(readReport('playwright', playwright({ expected: 3 }, [{ message: 'time' }]), false).tally.failed).toBe(1)
})

test.each([
  ['no report', undefined, true, 'left no report'],
  ['a torn report', '{"stats": {', true, 'left no report'],
  ['a report of another kind', '{}', true, 'left no report'],
  ['good news from a runner that failed', playwright({ expected: 3 }), false, 'outside of any test'],
  ['no test at all', playwright({}), true, 'ran no test'],
])('%s is a failure', (_what, text, ok, complaint) => {
  const read = readReport('playwright', text, ok)
  expect(read.tally.failed).toBe(1)
  expect(read.complaint).toContain(complaint)
})

test('the closing line names what was skipped only where something was', () => {
  const one = { passed: 1, failed: 0, skipped: 0 }
  expect(closingLine(addTally(one, one))).toBe('2 passed, 0 failed')
  expect(closingLine(addTally(one, { passed: 0, failed: 2, skipped: 3 }))).toBe('1 passed, 2 failed, 3 skipped')
})
