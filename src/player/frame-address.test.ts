import { expect, test } from 'vitest'
import { parseFrameAddress, parseFrameLooks } from './frame-address.ts'

const BASE = 'https://player.example/player.html'
const parse = (search: string) => parseFrameAddress(search, BASE)

test('an episode is named by its JSON, and a feed beside it is the way out', () => {
  expect(parse('?json=https://host.example/1.json')).toEqual({
    kind: 'episode',
    jsonUrl: 'https://host.example/1.json',
  })
  expect(parse('?json=show/1.json&feed=show/feed.xml&episode=one')).toEqual({
    kind: 'episode',
    jsonUrl: 'https://player.example/show/1.json',
    otherwise: { feedUrl: 'https://player.example/show/feed.xml', guid: 'one' },
  })
})

test('a show or a feed may name the episode to begin with', () => {
  expect(parse('?show=/show.json')).toEqual({ kind: 'show', showUrl: 'https://player.example/show.json' })
  expect(parse('?show=/show.json&episode=a%20b')).toMatchObject({ guid: 'a b' })
  expect(parse('?feed=https://host.example/feed&episode=x')).toEqual({
    kind: 'feed',
    feedUrl: 'https://host.example/feed',
    guid: 'x',
  })
})

test('what is no web address is not asked for', () => {
  for (const search of ['', '?json=', '?json=javascript:alert(1)', '?feed=file:///etc/passwd', '?show=http://']) {
    expect(parse(search), search).toEqual({ kind: 'nothing' })
  }
})

test('looks: known words only', () => {
  expect(parseFrameLooks('?theme=dark&size=mini')).toEqual({ theme: 'dark', size: 'mini' })
  expect(parseFrameLooks('?theme=auto&size=huge')).toEqual({})
})
