import { expect, test } from 'vitest'
import { contentRange, isForMedia, safeHeaders } from './media-requests.ts'

const request = (destination: RequestDestination, mode: RequestMode = 'no-cors', method = 'GET') => ({
  destination,
  mode,
  method,
})

test('media elements and fetches of our own pages are answered', () => {
  expect(isForMedia(request('audio'))).toBe(true)
  expect(isForMedia(request('video'))).toBe(true)
  expect(isForMedia(request('', 'cors', 'HEAD'))).toBe(true)
})

test('nothing that could run is answered', () => {
  for (const destination of ['document', 'iframe', 'script', 'worker', 'embed', 'object', 'style', 'image'] as const) {
    expect(isForMedia(request(destination))).toBe(false)
  }
  expect(isForMedia(request('', 'navigate'))).toBe(false)
  expect(isForMedia(request('audio', 'cors', 'POST'))).toBe(false)
})

test('a type that is not media is not passed on', () => {
  expect(safeHeaders('audio/mpeg')['Content-Type']).toBe('audio/mpeg')
  expect(safeHeaders('video/mp4; codecs="avc1.4d401e, mp4a.40.2"')['Content-Type']).toBe(
    'video/mp4; codecs="avc1.4d401e, mp4a.40.2"',
  )
  for (const type of ['text/html', 'image/svg+xml', '', 'audio/mpeg\r\nX: y', 'audio/']) {
    expect(safeHeaders(type)['Content-Type']).toBe('application/octet-stream')
  }
})

test('what a 206 answers is worked out where the host hides it', () => {
  expect(contentRange('bytes=100-', '900')).toBe('bytes 100-999/1000')
  expect(contentRange('bytes=0-99', '100')).toBe('bytes 0-99/*')
  expect(contentRange('bytes=-5', '5')).toBeUndefined()
  expect(contentRange('bytes=0-', null)).toBeUndefined()
})
