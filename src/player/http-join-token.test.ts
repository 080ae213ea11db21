import { afterEach, expect, test, vi } from 'vitest'
import type { InfoHash } from '../shared/ids.ts'
import { joinTokensFrom } from './http-join-token.ts'

const SHOW = '9f'.repeat(20) as InfoHash

afterEach(() => vi.unstubAllGlobals())

function serverThatSays(status: number, body: string) {
  const asked = vi.fn(async (_url: URL, _options: RequestInit) => new Response(body, { status }))
  vi.stubGlobal('document', { baseURI: 'https://show.example/listen/' })
  vi.stubGlobal('fetch', asked)
  return asked
}

test('the page’s server is asked for each file, with the page’s cookies', async () => {
  const asked = serverThatSays(200, 'a.b.c\n')
  expect(await joinTokensFrom('token?show=1')(SHOW)).toBe('a.b.c')
  const [url, options] = asked.mock.calls[0] ?? []
  expect(String(url)).toBe(`https://show.example/listen/token?show=1&info_hash=${SHOW}`)
  expect(options).toMatchObject({ credentials: 'include' })
})

test.each([
  ['refuses', 403, 'no'],
  ['says nothing', 200, ' \n'],
  ['says far too much', 200, 'x'.repeat(5000)],
])('there is no token where the server %s', async (_, status, body) => {
  serverThatSays(status, body)
  expect(await joinTokensFrom('/token')(SHOW)).toBeUndefined()
})
