import { expect, test } from 'vitest'
import { FeedReader, type FeedReaderOptions } from './feed-reader.ts'
import type { ShowHead } from './show-head.ts'
import type { Episode } from './types.ts'

const FEED_URL = 'https://feeds.example/show/feed.xml'

function open(options?: FeedReaderOptions) {
  const heads: ShowHead[] = []
  const episodes: Episode[] = []
  const reader = new FeedReader(
    FEED_URL,
    { head: (head) => heads.push(head), episode: (episode) => episodes.push(episode) },
    options,
  )
  return { reader, heads, episodes }
}

function readItem(inside: string, options?: FeedReaderOptions): Episode | undefined {
  const { reader, episodes } = open(options)
  reader.push(`<rss><channel><title>S</title><item><title>T</title>${inside}</item></channel></rss>`)
  reader.end()
  return episodes[0]
}

test('an episode is there as soon as its item ends, the show as soon as its first item begins', () => {
  const { reader, heads, episodes } = open()
  reader.push('<rss><channel><title>S</title><item')
  expect(heads).toEqual([])
  reader.push('><title>A</title></ite')
  expect([heads.length, episodes.length]).toEqual([1, 0])
  expect(heads[0]?.title).toBe('S')
  reader.push('m>')
  expect(episodes.map(({ title }) => title)).toEqual(['A'])
  expect(reader.episodes).toBe(1)
})

test('what a show says after its episodes is known at the end', () => {
  const { reader, heads } = open()
  reader.push(
    '<rss><channel><title>S</title><item><title>A</title></item><itunes:author>Me</itunes:author></channel></rss>',
  )
  expect(heads[0]).not.toHaveProperty('author')
  expect(reader.end()).toMatchObject({ title: 'S', author: 'Me', warnings: [expect.stringMatching(/no media file/)] })
  expect(heads).toHaveLength(1)
})

test('a show without episodes has a head all the same', () => {
  const { reader, heads } = open()
  reader.push('<rss><channel><title>S</title></channel></rss>')
  reader.end()
  expect(heads).toEqual([{ title: 'S', description: '' }])
})

test('what broke off is said, and marked', () => {
  const { reader } = open()
  reader.push('<rss><channel><title>S</title><item><title>A</title></item>')
  expect(reader.end('broken-off')).toMatchObject({
    incomplete: true,
    warnings: ['The connection broke while the feed was read: episodes may be missing.', expect.any(String)],
  })
})

test('no more episodes are read than were asked for', () => {
  const { reader, episodes } = open({ maxEpisodes: 2 })
  reader.push(`<rss><channel><title>S</title>${'<item><title>A</title></item>'.repeat(4)}</channel></rss>`)
  expect(reader.isDone).toBe(true)
  expect(reader.end()).toMatchObject({ incomplete: true })
  expect(episodes).toHaveLength(2)
})

test('notes come where they are asked for, as the feed has them', () => {
  const inside =
    '<description>Short &amp;amp; sweet</description><content:encoded><![CDATA[<p>Long &amp; <script>x</script>]]></content:encoded>'
  expect(readItem(inside)).not.toHaveProperty('notesHtml')
  expect(readItem(inside)?.summary).toBe('Short & sweet')
  expect(readItem(inside, { withNotes: true })?.notesHtml).toBe('<p>Long &amp; <script>x</script>')
})

test('XHTML notes are HTML: nothing but a void element lacks its end tag, and names of HTML stay names', () => {
  const { reader, episodes } = open({ withNotes: true })
  reader.push(`<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><title>T</title>
    <content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p/><x:br/><x:a href="?a=1&amp;b=&quot;">1 &lt; 2&nbsp;&#169;</x:a></x:div></content></entry></feed>`)
  reader.end()
  expect(episodes[0]?.notesHtml).toBe(
    '<div xmlns:x="http://www.w3.org/1999/xhtml"><p></p><br><a href="?a=1&amp;b=&quot;">1 &lt; 2&nbsp;©</a></div>',
  )
})

test('trailers, bonus episodes and what is not for children are marked; full episodes are not', () => {
  expect(readItem('<itunes:episodeType>Trailer</itunes:episodeType>')?.kind).toBe('trailer')
  expect(readItem('<itunes:episodeType>bonus</itunes:episodeType>')?.kind).toBe('bonus')
  expect(readItem('<itunes:episodeType>full</itunes:episodeType>')).not.toHaveProperty('kind')
  for (const yes of ['yes', 'True', 'explicit']) {
    expect(readItem(`<itunes:explicit>${yes}</itunes:explicit>`)?.explicit).toBe(true)
  }
  for (const no of ['no', 'clean', 'false', '']) {
    expect(readItem(`<itunes:explicit>${no}</itunes:explicit>`)).not.toHaveProperty('explicit')
  }
})

test('seasons and numbers are numbers', () => {
  expect(readItem('<itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>')).toMatchObject({
    season: 2,
    number: 7,
  })
  expect(readItem('<podcast:season name="X">3</podcast:season><podcast:episode>3.5</podcast:episode>')).toMatchObject({
    season: 3,
    number: 3.5,
  })
  expect(readItem('<itunes:season>two</itunes:season>')).not.toHaveProperty('season')
})

test('persons have a name and a role; without one, they are hosts', () => {
  const persons = readItem(
    `<podcast:person>Ann</podcast:person><podcast:person role="Guest" href="/bo" img="bo.png">Bo &amp;amp; Co</podcast:person>
    <podcast:person href="/nobody"> </podcast:person>`,
  )?.persons
  expect(persons).toEqual([
    { name: 'Ann', role: 'host' },
    { name: 'Bo & Co', role: 'guest', link: 'https://feeds.example/bo', imageUrl: 'https://feeds.example/show/bo.png' },
  ])
})

test("a show's own id, order, new address, and ways to give", () => {
  const { reader } = open()
  reader.push(`<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>S</title>
    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid><itunes:type>Serial</itunes:type>
    <itunes:new-feed-url>https://new.example/feed.xml</itunes:new-feed-url><itunes:explicit>true</itunes:explicit>
    <podcast:funding url="https://give.example/">Give us &lt;b&gt;all&lt;/b&gt;</podcast:funding><podcast:funding>none</podcast:funding>
    </channel></rss>`)
  expect(reader.end()).toMatchObject({
    guid: '917393e3-1b1e-5cef-ace4-edaa54e1f810',
    serial: true,
    newFeedUrl: 'https://new.example/feed.xml',
    explicit: true,
    funding: [{ url: 'https://give.example/', words: 'Give us all' }],
  })
})

test('a feed that says it moved to where it is has not moved', () => {
  const { reader } = open()
  reader.push(`<rss><channel><title>S</title><itunes:new-feed-url>${FEED_URL}</itunes:new-feed-url></channel></rss>`)
  expect(reader.end()).not.toHaveProperty('newFeedUrl')
})

test('of several enclosures the first that can be heard is taken', () => {
  const { reader, episodes } = open()
  reader.push(`<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><title>T</title>
    <link rel="enclosure" type="application/pdf" href="a.pdf"/><link rel="enclosure" type="audio/ogg" href="a.ogg"/>
    <link rel="enclosure" type="audio/mpeg" href="a.mp3"/></entry></feed>`)
  reader.end()
  expect(episodes[0]?.enclosure?.url).toBe('https://feeds.example/show/a.ogg')
})

test('guids that come again and again are told apart, and never like another', () => {
  const { reader, episodes } = open()
  const item = (guid: string) => `<item><title>T</title><guid>${guid}</guid></item>`
  reader.push(`<rss><channel><title>S</title>${['a', 'a', 'a#2', 'a', 'a#2'].map(item).join('')}</channel></rss>`)
  reader.end()
  expect(episodes.map(({ guid }) => guid)).toEqual(['a', 'a#2', 'a#2#2', 'a#3', 'a#2#3'])
})

test('what a show says of itself is bounded as well, and its episodes are read all the same', () => {
  const { reader, episodes } = open()
  reader.push(`<rss><channel><title>S</title><description>${'word '.repeat(300_000)}</description>`)
  reader.push('<item><title>A</title><enclosure url="a.mp3"/></item></channel></rss>')
  const { description, warnings } = reader.end()
  expect(description).toMatch(/^word word .* word…$/)
  expect(description.length).toBeLessThanOrEqual(20_000)
  expect(warnings).toEqual(['What the feed says of the show itself is too long: parts of it are left out.'])
  expect(episodes).toHaveLength(1)
})

test('a web page in XHTML is known as one', () => {
  const { reader } = open()
  expect(() => reader.push('<html xmlns="http://www.w3.org/1999/xhtml"><body>')).toThrow(/web page/)
})

test('a guid is never cut: one that is too long is none', () => {
  expect(readItem(`<guid>${'g'.repeat(5_000)}</guid>`)?.guid).toHaveLength(5_000)
  expect(readItem(`<guid>${'g'.repeat(9_000)}</guid><enclosure url="a.mp3"/>`)?.guid).toBe(
    'https://feeds.example/show/a.mp3',
  )
  expect(readItem(`<guid>${'g'.repeat(9_000)}</guid>`)?.guid).toBe('item-1')
})
