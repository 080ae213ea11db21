import { afterEach, expect, test, vi } from 'vitest'
import { loadPeaks } from './http-peaks.ts'

const FILE = { version: 1, durationSeconds: 3, peaks: [1, 2, 3] }
const URL = 'https://show.example/one.peaks.json'
const load = (answer: () => Response) => {
  vi.stubGlobal('fetch', async () => answer())
  return loadPeaks(URL, new AbortController().signal)
}
afterEach(() => vi.unstubAllGlobals())

test('peaks are fetched and read', async () => {
  expect(await load(() => Response.json(FILE))).toEqual(FILE)
})

test.each<[string, () => Response]>([
  ['a 404', () => new Response('', { status: 404 })],
  ['no JSON', () => new Response('<p>')],
  ['another JSON', () => Response.json({ peaks: 'x' })],
  ['a file beyond all measure', () => new Response(' '.repeat(100_000))],
  [
    'no answer',
    () => {
      throw new TypeError('Failed to fetch')
    },
  ],
])('%s is no waveform, and no error', async (_what, answer) => {
  expect(await load(answer)).toBeUndefined()
})
