import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { busyView, quietView } from '../../testing/tracker-views.ts'
import { newCounts } from '../tracker-counts.ts'
import { STATUS_POLICY, writeStatusPage } from './status-page.ts'
import { durationWords, reportOf } from './status-report.ts'
import { STATUS_SCRIPT_SHA256 } from './status-script.ts'
import { STATUS_STYLE_SHA256 } from './status-style.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64')
const inner = (html: string, tag: string) => new RegExp(`<${tag}>([^]*)</${tag}>`).exec(html)?.[1] ?? ''

test('the policy of the page lets in its own script and stylesheet, by their hashes, and nothing else', () => {
  const html = writeStatusPage(busyView())
  expect(STATUS_SCRIPT_SHA256).toBe(sha256(inner(html, 'script')))
  expect(STATUS_STYLE_SHA256).toBe(sha256(inner(html, 'style')))
  expect(STATUS_POLICY).toContain(`script-src 'sha256-${STATUS_SCRIPT_SHA256}'`)
  expect(STATUS_POLICY).toContain(`style-src 'sha256-${STATUS_STYLE_SHA256}'`)
  expect(STATUS_POLICY).not.toMatch(/unsafe|https?:/)
  expect(html).not.toMatch(/ style=| on[a-z]+=|src=|https?:\/\/(?!www\.w3\.org)/)
})

test('the page says how many listen, how long it has run, and how full it is', () => {
  const html = writeStatusPage(busyView())
  for (const words of [
    '<h1>Ready</h1>',
    'Up for 3 days 4 hours',
    'Serves 57 files',
    '1,234 of 50,000',
    '80 of 1,024 MB',
  ]) {
    expect(html).toContain(words)
  }
  expect(html).toContain('<dt>Listeners</dt><dd>1,200</dd>')
  expect(html).toContain('<rect width="2.5%"')
})

test('a tracker that is not ready says so in its title too', () => {
  const html = writeStatusPage(quietView({ state: 'draining' }))
  expect(html).toMatch(/<title>Draining · Grapevine tracker<\/title>/)
  expect(html).toContain('<div class="sleeve busy">')
})

test('what was refused is listed, the most frequent first, and nothing that never happened', () => {
  const counts = newCounts()
  counts.socketsClosed['slow-reader'] = 2
  counts.limits.offers = 3000
  expect(reportOf(quietView({ counts })).refused).toEqual([
    { label: 'Offers beyond the limit of one announce', value: '3,000' },
    { label: 'Connection cut: did not read what it was sent', value: '2' },
  ])
  expect(writeStatusPage(quietView())).toContain('Nothing so far.')
})

test('more than there is room for is a full bar', () => {
  const [connections, memory] = reportOf(quietView({ sockets: 60_000, memoryBytes: 2000e6 })).fills
  expect([connections?.part, memory?.part]).toEqual([1, 1])
})

test.each([
  [0, 'less than a second'],
  [1, '1 second'],
  [59.9, '59 seconds'],
  [60, '1 minute'],
  [119, '1 minute'],
  [3600 + 59, '1 hour'],
  [3600 * 5 + 60 * 2, '5 hours 2 minutes'],
  [86_400 * 1000 + 60, '1,000 days 1 minute'],
  [86_400 * 2 + 3600 * 3 + 60 * 4 + 5, '2 days 3 hours'],
])('%d seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words)
})
