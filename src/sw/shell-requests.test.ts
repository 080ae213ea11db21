import { expect, test } from 'vitest'
import { isPageAddress, shellRequest } from './shell-requests.ts'

const SCOPE = 'https://show.example/listen/'
const asked = (
  path: string,
  {
    mode = 'cors',
    destination = 'script',
    method = 'GET',
  }: { mode?: string; destination?: string; method?: string } = {},
) =>
  shellRequest(
    {
      url: new URL(path, SCOPE).href,
      mode: mode as RequestMode,
      destination: destination as RequestDestination,
      method,
    },
    SCOPE,
  )?.kind
const opened = (path: string, destination = 'document') => asked(path, { mode: 'navigate', destination })

test('opening the page is one, whatever is asked of it', () => {
  expect(opened('./')).toBe('page')
  expect(opened('./?feed=https%3A%2F%2Fa.example%2Ffeed.xml&episode=1')).toBe('page')
  expect(opened('./index.html?view=queue')).toBe('page')
  expect(asked('./', { mode: 'navigate', destination: 'document', method: 'POST' })).toBeUndefined()
})

test('frames, other pages of the same folder and other folders are left alone', () => {
  expect(opened('./', 'iframe')).toBeUndefined()
  for (const path of [
    './player.html?json=x',
    './about.html',
    './blog/',
    '../',
    '../listen',
    'https://b.example/listen/',
  ])
    expect(opened(path), path).toBeUndefined()
})

test('files of the page are answered by what their name says of their content', () => {
  expect(asked('assets/index-C2YY1Hv-.js')).toBe('hashed')
  expect(asked('assets/late/gv-queue-DoeFKiI_.js')).toBe('hashed')
  expect(asked('assets/languages/de-B7TZrNS_.js')).toBe('hashed')
  expect(asked('assets/index-Cd3pBR0m.css', { destination: 'style' })).toBe('hashed')
  expect(asked('icons/icon-192.png', { destination: 'image' })).toBe('named')
  expect(asked('manifest.webmanifest', { destination: 'manifest' })).toBe('named')
})

test("what frames load, feeds, media and a publisher's own files go their usual way", () => {
  const others = [
    'assets/frame/player-DU1FRd56.js',
    'assets/frame/late/gv-queue-DoeFKiI_.js',
    'embed.js',
    'client.js',
    'sw.js',
    'show/feed.xml',
    'show/media/1.mp3',
    'assets/logo.png',
    'icons/../show/feed.xml',
    'https://host.example/assets/index-C2YY1Hv-.js',
  ]
  for (const path of others) expect(asked(path), path).toBeUndefined()
  expect(asked('assets/index-C2YY1Hv-.js', { method: 'HEAD' })).toBeUndefined()
})

test('a tab is one of the page by its address alone', () => {
  expect(isPageAddress(`${SCOPE}?view=home#t=3`, SCOPE)).toBe(true)
  expect(isPageAddress(`${SCOPE}player.html?json=/`, SCOPE)).toBe(false)
  expect(isPageAddress('https://show.example/', SCOPE)).toBe(false)
})
