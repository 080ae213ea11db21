import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeOpml } from './opml-export.ts'
import { MOST_OPML_CHARACTERS, parseOpml } from './opml-import.ts'
import { OpmlError, type OpmlErrorKind, opmlErrorWords, opmlWarningWords } from './opml-warning.ts'

const opml = (body: string): string => `<?xml version="1.0"?><opml version="2.0"><head/><body>${body}</body></opml>`
const parse = (text: string) => parseOpml(text, async () => {})
const urls = async (text: string) => (await parse(text)).shows.map(({ feedUrl }) => feedUrl)
async function errorOf(text: string): Promise<OpmlErrorKind | undefined> {
  try {
    await parse(text)
    return undefined
  } catch (error) {
    if (error instanceof OpmlError) return error.kind
    throw error
  }
}

test('shows are found as the specification writes them', async () => {
  const text = opml('<outline type="rss" text="A &amp; B" title="A &amp; B" xmlUrl="https://a.example/f?x=1&amp;y=2"/>')
  expect(await parse(text)).toEqual({
    shows: [{ feedUrl: 'https://a.example/f?x=1&y=2', title: 'A & B' }],
    warnings: [],
  })
})

test('shows are found as apps write them: folders, other names, no titles, bare ampersands, another case', async () => {
  const { shows } = await parse(
    opml(`<outline text="feeds">
        <outline type="rss" title="In a folder" xmlUrl="https://a.example/?a=1&b=2">
          <outline text="Deeper" url=" https://b.example/ "/>
        </outline>
        <OUTLINE XMLURL='https://c.example/' TEXT=''/>
        <outline type="rss" text="a folder that says it is a show" xmlUrl=""/>
        <outline xmlurl=https://d.example/x type=rss>
      </outline>`),
  )
  expect(shows).toEqual([
    { feedUrl: 'https://a.example/?a=1&b=2', title: 'In a folder' },
    { feedUrl: 'https://b.example/', title: 'Deeper' },
    { feedUrl: 'https://c.example/' },
    { feedUrl: 'https://d.example/x' },
  ])
})

test('outlines alone are read, and a file that breaks off says so', async () => {
  expect(await urls('\ufeff<outline xmlUrl="https://a.example/"/><outline xmlUrl="https://b.example/"/>')).toHaveLength(
    2,
  )
  const broken = await parse('<opml><body><outline xmlUrl="https://a.example/"/><outline xmlUrl="https://b.exa')
  expect(broken).toEqual({ shows: [{ feedUrl: 'https://a.example/' }], warnings: [{ kind: 'broken-off' }] })
})

test('addresses with the schemes of podcast apps are what they mean', async () => {
  const schemes = ['feed://a.example/f', 'feed:https://a.example/g', 'itpc://a.example/h', 'PCAST:http://a.example/i']
  expect(await urls(opml(schemes.map((url) => `<outline xmlUrl="${url}"/>`).join('')))).toEqual([
    'https://a.example/f',
    'https://a.example/g',
    'https://a.example/h',
    'http://a.example/i',
  ])
})

test('relative and dangerous addresses are refused in words, doubles are counted', async () => {
  const { shows, warnings } = await parse(
    opml(`<outline text="Relative" xmlUrl="/feed.xml"/><outline text="Script" xmlUrl="javascript:alert(1)"/>
      <outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="https://a.example/"/>
      <outline xmlUrl="HTTPS://A.example"/><outline xmlUrl="https://a.example/#top"/>`),
  )
  expect(shows).toEqual([{ feedUrl: 'https://a.example/' }])
  expect(warnings.map(opmlWarningWords)).toEqual([
    "“Relative” has no web address of a feed, so it can't be followed.",
    "“Script” has no web address of a feed, so it can't be followed.",
    "“file:///etc/passwd” has no web address of a feed, so it can't be followed.",
    '2 entries are of shows that are in the list already.',
  ])
})

test('a list in which every address is refused says why; one without any says that', async () => {
  expect(await parse(opml('<outline text="X" xmlUrl="/x"/>'))).toMatchObject({ shows: [], warnings: [{ named: 'X' }] })
  expect(await errorOf(opml('<outline text="only a heading"/>'))).toBe('no-shows')
  expect(await errorOf('<html><body>Not found</body></html>')).toBe('not-opml')
  expect(await errorOf('')).toBe('not-opml')
  expect(await errorOf('{"subscriptions":[]}')).toBe('not-opml')
  expect(opmlErrorWords('not-opml')).toContain('OPML')
})

test('hundreds of shows are read, and more than thousands are bounded', async () => {
  const many = (count: number): string =>
    opml(Array.from({ length: count }, (_, at) => `<outline text="S${at}" xmlUrl="https://s${at}.example/"/>`).join(''))
  expect((await parse(many(250))).shows).toHaveLength(250)
  const { shows, warnings } = await parse(many(5_003))
  expect(shows).toHaveLength(5_000)
  expect(warnings).toEqual([{ kind: 'too-many', count: 3 }])
  const bad = await parse(opml('<outline xmlUrl="/x"/>'.repeat(500)))
  expect(bad.warnings).toHaveLength(51)
})

test('entity bombs, endless depth and heaps of attributes cost nothing and give nothing', async () => {
  const bomb = `<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "&a;&a;&a;">`).join('')}
    <!ENTITY file SYSTEM "file:///etc/passwd">]>`
  const { shows } = await parse(bomb + opml('<outline text="&a19;&file;" xmlUrl="https://a.example/"/>'))
  expect(shows[0]?.title).toBe('&a19;&file;')
  const deep = opml(`<outline xmlUrl="https://a.example/"/>${'<outline text="x">'.repeat(250_000)}`)
  expect(await parse(deep)).toEqual({ shows: [{ feedUrl: 'https://a.example/' }], warnings: [] })
  const names = Array.from({ length: 50_000 }, (_, at) => `a${at}="${at}"`).join(' ')
  expect((await parse(opml(`<outline ${names} __proto__="x" xmlUrl="https://a.example/"/>`))).shows).toHaveLength(1)
  expect(await errorOf('x'.repeat(MOST_OPML_CHARACTERS + 1))).toBe('too-large')
})

test('no text makes it throw anything but its own error', async () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    '&#0;',
    '<outline',
    ' xmlUrl="https://a.example/"',
    '/>',
    '</opml>',
    '<![CDATA[',
    '\0',
    '<opml>',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string())), async (pieces) => void (await errorOf(pieces.join('')))),
  )
})

test('what is exported is read back identically', async () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
  // What XML can't say at all is left out; a title of nothing else is none.
  const sayable = text
    .map((value) => value.replace(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '').trim())
    .filter((value) => value !== '')
  const show = fc.record({ feedUrl: fc.webUrl({ withQueryParameters: true }), title: sayable })
  const shows = fc
    .array(show, { minLength: 1, maxLength: 60 })
    .map((list) => list.map((one) => ({ ...one, feedUrl: new URL(one.feedUrl).href })))
    .map((list) => [...new Map(list.map((one) => [one.feedUrl, one])).values()])
  await fc.assert(
    fc.asyncProperty(shows, async (list) => {
      expect(await parse(writeOpml(list, 'Tue, 01 Jul 2025 10:00:00 GMT'))).toEqual({ shows: list, warnings: [] })
    }),
    { numRuns: 50 },
  )
})

test('an export says what it is', async () => {
  const text = writeOpml(
    [{ feedUrl: 'https://a.example/f?a=1&b=2', title: 'A "b" <c>', language: 'en', link: 'https://a.example/' }],
    'Tue, 01 Jul 2025 10:00:00 GMT',
  )
  expect(text).toContain('<opml version="2.0">')
  expect(text).toContain('<dateCreated>Tue, 01 Jul 2025 10:00:00 GMT</dateCreated>')
  expect(text).toContain(
    '<outline text="A &quot;b&quot; &lt;c&gt;" title="A &quot;b&quot; &lt;c&gt;" type="rss" xmlUrl="https://a.example/f?a=1&amp;b=2" htmlUrl="https://a.example/" language="en"/>',
  )
})
