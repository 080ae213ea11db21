import { expect, test } from 'vitest'
import { momentOf } from './moment.ts'
import { linkAt, subscribeLinks } from './share-links.ts'

test('a link names the moment in whole seconds, and nothing at the beginning', () => {
  expect(linkAt('https://show.example/one.html', 754.9)).toBe('https://show.example/one.html#t=754')
  expect(linkAt('https://show.example/one.html', 0.4)).toBe('https://show.example/one.html')
  expect(linkAt('https://show.example/one.html')).toBe('https://show.example/one.html')
  expect(linkAt('https://show.example/one.html', Number.NaN)).toBe('https://show.example/one.html')
})

test('query and fragment of the page stay, an older moment goes', () => {
  expect(linkAt('https://show.example/?episode=a%26b#notes&t=3&u=1', 60)).toBe(
    'https://show.example/?episode=a%26b#notes&u=1&t=60',
  )
  expect(linkAt('https://show.example/#t=3')).toBe('https://show.example/')
})

test('a moment is read in every form of the standard, and as 1h2m3s', () => {
  const moments: Record<string, number> = {
    '#t=754': 754,
    't=754': 754,
    't=12.5': 12.5,
    't=12.': 12,
    't=7654': 7654,
    't=12:34': 754,
    't=01:02:03': 3723,
    't=100:00:01.25': 360_001.25,
    't=npt:10': 10,
    't=npt%3A10': 10,
    't=10,20': 10,
    't=npt:0:10,0:20': 10,
    't=,20': 0,
    't=1h2m3s': 3723,
    't=2M': 120,
    't=90s': 90,
    't=1h30s': 3630,
    'notes&t=5': 5,
    't=5&t=7': 7,
    't=7&t=junk': 7,
    '%74=8': 8,
    '?secret=abc&t=9': 9,
  }
  for (const [fragment, seconds] of Object.entries(moments)) expect(momentOf(fragment), fragment).toBe(seconds)
})

test('nonsense names no moment', () => {
  const fragments = [
    '',
    '#',
    't',
    't=',
    't=,',
    't=h',
    't=abc',
    't=-5',
    't=1e3',
    't=1:60',
    't=61:00',
    't=1:2:3:4',
    't=Infinity',
  ]
  const others = [
    't=smpte:0:01:00',
    't=clock:2009-07-26T11:19:01Z',
    'tt=5',
    'xt=5',
    't=%',
    't=99999999',
    't=5 minutes',
    't=,x',
  ]
  for (const fragment of [...fragments, ...others]) expect(momentOf(fragment), fragment).toBeUndefined()
})

test('what a link says is what is read from it', () => {
  for (const at of [1, 59, 60, 3599, 86_400]) expect(momentOf(new URL(linkAt('https://a.example/x', at)).hash)).toBe(at)
})

test('each app gets the feed’s address as it wants it', () => {
  const links = subscribeLinks('https://feeds.example/show.xml', 'Down the Lane')
  expect(Object.fromEntries(links.map(({ app, url }) => [app, url]))).toEqual({
    'apple-podcasts': 'podcast://feeds.example/show.xml',
    antennapod:
      'https://antennapod.org/deeplink/subscribe?url=https%3A%2F%2Ffeeds.example%2Fshow.xml&title=Down%20the%20Lane',
    overcast: 'overcast://x-callback-url/add?url=https%3A%2F%2Ffeeds.example%2Fshow.xml',
    'pocket-casts': 'pktc://subscribe/feeds.example/show.xml',
    'podcast-addict': 'https://podcastaddict.com/feed/https%3A%2F%2Ffeeds.example%2Fshow.xml',
    other: 'pcast://feeds.example/show.xml',
  })
})

test('odd characters arrive as they were', () => {
  const feed = 'https://feeds.example:8443/mühle/ä b?token=a+b&x=1%202#top'
  const links = new Map(subscribeLinks(feed, 'Q&A: 50 % “off” #1 \ud800').map(({ app, url }) => [app, new URL(url)]))
  const href = new URL(feed).href
  expect(links.get('antennapod')?.searchParams.get('url')).toBe(href)
  expect(links.get('antennapod')?.searchParams.get('title')).toBe('Q&A: 50 % “off” #1 \ufffd')
  expect(links.get('overcast')?.searchParams.get('url')).toBe(href)
  expect(decodeURIComponent(links.get('podcast-addict')?.pathname.slice('/feed/'.length) ?? '')).toBe(href)
  expect(links.get('pocket-casts')?.href).toBe(`pktc://subscribe/${href.slice('https://'.length)}`)
})

test('what is no web address is offered to no app', () => {
  expect(subscribeLinks('javascript:alert(1)', 'x')).toEqual([])
  expect(subscribeLinks('feed.xml', 'x')).toEqual([])
})

test('what WordPress puts behind the address hides no moment', () => {
  expect(momentOf('#t=90#?secret=abc')).toBe(90)
  expect(momentOf('#?secret=abc')).toBeUndefined()
})
