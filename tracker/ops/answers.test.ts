import { expect, test } from 'vitest'
import { busyView, quietView } from '../testing/tracker-views.ts'
import { answerHttp } from './answers.ts'
import { STATUS_POLICY } from './status/status-page.ts'
import type { TrackerState, TrackerView } from './tracker-view.ts'

const METRICS = { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'up 1\n' }

function ask(path: string, { method = 'GET', accept = '*/*', view = busyView() } = {}) {
  return answerHttp({ method, path, accept }, { view: () => view, metrics: async () => METRICS })
}
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const PATHS = ['/', '/health', '/ready', '/metrics', '/stats.json', '/nothing']

test('a browser gets the status page, with its policy', async () => {
  const { status, headers, body } = await ask('/', { accept: BROWSER })
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(headers['content-security-policy']).toBe(STATUS_POLICY)
  expect(body).toMatch(/^<!doctype html>/)
})

test('a terminal gets the same in lines', async () => {
  const { headers, body } = await ask('/')
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(body).toMatch(/^Grapevine tracker: Ready\. Up for 3 days 4 hours\. Serves 57 files\.\n {2}Listeners: 1,200\n/)
})

test('it is healthy as long as it answers', async () => {
  for (const state of ['starting', 'draining'] as const) {
    expect(await ask('/health', { view: quietView({ state }) })).toMatchObject({ status: 200, body: 'ok\n' })
  }
})

test.each<[TrackerState, number, string]>([
  ['starting', 503, 'starting'],
  ['no-list', 503, 'no allowlist yet'],
  ['ready', 200, 'ready'],
  ['draining', 503, 'draining'],
])('/ready of a tracker that is %s: %i, %s', async (state, status, words) => {
  expect(await ask('/ready', { view: quietView({ state }) })).toMatchObject({ status, body: `${words}\n` })
})

test('metrics come as they are', async () => {
  const { status, headers, body } = await ask('/metrics')
  expect([status, headers['content-type'], body]).toEqual([200, METRICS.contentType, METRICS.text])
})

test('the stats are JSON that any page may read', async () => {
  const { headers, body } = await ask('/stats.json')
  expect(headers['access-control-allow-origin']).toBe('*')
  const { counts } = busyView()
  const refused = counts.messagesRefused
  expect(JSON.parse(body)).toMatchObject({
    uptimeSeconds: 273_900,
    sockets: 1234,
    peers: 1200,
    swarms: 42,
    memberships: 1300,
    messagesRefused: refused.unreadable + refused['too-fast'],
    allowlisted: 57,
  })
  expect(JSON.parse((await ask('/stats.json', { view: quietView() })).body)).toMatchObject({ allowlisted: null })
})

test('messages that could not be read count as received, those dropped unread do not', async () => {
  const view = quietView()
  view.counts.messagesReceived.announce = 5
  view.counts.messagesReceived.lease = 1
  view.counts.messagesRefused.unreadable = 2
  view.counts.messagesRefused['too-fast'] = 40
  expect(JSON.parse((await ask('/stats.json', { view })).body)).toMatchObject({
    messagesReceived: 8,
    messagesRefused: 42,
  })
})

test('elsewhere there is nothing, and only GET and HEAD are answered', async () => {
  expect((await ask('/nothing')).status).toBe(404)
  expect((await ask('//')).status).toBe(404)
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'get', '']) {
    const { status, headers } = await ask('/', { method })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  }
})

test('HEAD is answered as GET is: that the body stays away is up to the transport', async () => {
  for (const path of PATHS) expect(await ask(path, { method: 'HEAD' })).toEqual(await ask(path))
})

test('nothing is kept in a cache, taken for what it is not, or shown in a frame', async () => {
  for (const path of PATHS) {
    for (const accept of [BROWSER, '*/*']) {
      const { headers } = await ask(path, { accept })
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    }
  }
})

test('a request without an Accept header is answered too', async () => {
  const view = (): TrackerView => quietView()
  const answer = await answerHttp(
    { method: 'GET', path: '/', accept: undefined },
    { view, metrics: async () => METRICS },
  )
  expect(answer.body).toContain('Serves every file')
})

test('our own failure is told to the transport, which knows the log', async () => {
  const metrics = () => Promise.reject(new Error('broken'))
  const request = { method: 'GET', path: '/metrics', accept: undefined }
  await expect(answerHttp(request, { view: () => quietView(), metrics })).rejects.toThrow('broken')
})
