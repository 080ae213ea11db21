import { expect, test } from 'vitest'
import { parseInfoHash } from '../src/shared/ids.ts'
import { insertBlocks, moveUrls, selfFolder } from './feed-edit.ts'
import type { PublishedMedia } from './p2p-block.ts'

const BASE = 'https://x.example/'
const infoHash = parseInfoHash('a'.repeat(40))
if (!infoHash) throw new Error('a hash of forty digits')
const media: PublishedMedia = {
  infoHash,
  name: 'a.mp3',
  lengthBytes: 7,
  integrity: 'sha256-x',
  torrentUrl: `${BASE}a.mp3.torrent`,
  enclosureUrl: `${BASE}a.mp3`,
  type: 'audio/mpeg',
  trackers: [],
}
const feed = (item: string, root = '', before = '') =>
  `${before}<rss${root} version="2.0"><channel>${item}</channel></rss>`
const ITEM = '<item><enclosure url="a.mp3" type="audio/mpeg"/></item>'
const insert = (bytes: string) => insertBlocks(bytes, [media], BASE)

test('the namespace is declared on the root only where it is missing', () => {
  expect(insert(feed(ITEM))).toContain('<rss xmlns:podcast="https://podcastindex.org/namespace/1.0" version="2.0">')
  const declared = feed(ITEM, ' xmlns:p20="https://podcastindex.org/namespace/1.0"')
  expect(insert(declared)).toContain('<p20:alternateEnclosure')
  expect(insert(declared)).not.toContain('xmlns:podcast')
})

test('a prefix that means something else, anywhere in the feed, is not taken', () => {
  expect(insert(feed(ITEM, ' xmlns:podcast="urn:other"'))).toContain('<podcast2:alternateEnclosure')
  expect(insert(feed(`<x xmlns:podcast="urn:other"/>${ITEM}`))).toContain('<rss xmlns:podcast2=')
})

test('a comment or instruction before the root is not taken for it', () => {
  const before = '\u00ef\u00bb\u00bf<?xml version="1.0"?><?xml-stylesheet href="a<b"?>\n<!-- <rss> -->\n'
  expect(insert(feed(ITEM, '', before))).toContain(`${before}<rss xmlns:podcast=`)
})

test('a feed on one line stays on one line; a feed with CRLF gets CRLF', () => {
  expect(insert(feed(ITEM))).not.toMatch(/[\r\n]/)
  const crlf = insert(feed('\r\n\t<item>\r\n\t\t<enclosure url="a.mp3" type="audio/mpeg"/>\r\n\t</item>'))
  expect(crlf).not.toMatch(/[^\r]\n/)
  expect(crlf).toContain('\r\n\t\t\t<podcast:source uri="a.mp3"/>')
})

test('the block stands behind the enclosure, however that is closed', () => {
  for (const enclosure of [
    '<enclosure url="a.mp3"/>',
    '<enclosure url="a.mp3"></enclosure>',
    '<enclosure url="a.mp3">\n</enclosure>',
  ]) {
    expect(insert(feed(`<item>${enclosure}<title>T</title></item>`))).toContain(`${enclosure}<!--grapevine-->`)
  }
})

test('an ampersand in the enclosure URL is written as the feed writes it', () => {
  const url = 'https://x.example/a.mp3?b=1&amp;c=2'
  expect(insert(feed(`<item><enclosure url="${url}"/></item>`))).toContain(`<podcast:source uri="${url}"/>`)
})

test('a block cut in two by hand is not mistaken for a whole one of the next item', () => {
  const broken = feed(`<item><enclosure url="a.mp3"/><!--grapevine--></item>${ITEM}`)
  const twice = insertBlocks(broken, [media, media], BASE)
  expect(twice.match(/<podcast:alternateEnclosure/g)).toHaveLength(2)
  expect(twice.match(/<item>/g)).toHaveLength(2)
})

test('without anything to insert the feed is untouched', () => {
  expect(insertBlocks(feed(ITEM), [undefined], BASE)).toBe(feed(ITEM))
})

test("the feed's own folder is that of its self link", () => {
  const self = (href: string) => selfFolder(feed(`<atom:link rel="self" href="${href}"/>`))
  expect(self('https://x.example/show/feed.xml?a=/b')).toBe('https://x.example/show/')
  expect(self('https://x.example')).toBe('https://x.example/')
  expect(self('/feed.xml')).toBeUndefined()
  expect(selfFolder(feed(''))).toBeUndefined()
})

test('only URLs that begin with the folder are moved', () => {
  const text =
    'a="https://x.example/s/a" b=https://x.example/s/ r="https://r.example/?u=https://x.example/s/a" (https://x.example/s/)'
  expect(moveUrls(text, 'https://x.example/s/', 'http://y/$&/')).toBe(
    'a="http://y/$&amp;/a" b=https://x.example/s/ r="https://r.example/?u=https://x.example/s/a" (http://y/$&amp;/)',
  )
})
