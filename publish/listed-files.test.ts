import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decoderFor, ListedFilesReader } from './listed-files.ts'

const URL = 'https://show.example/feed.xml'
const [ONE, TWO] = ['11'.repeat(20), '22'.repeat(20)]

const item = (
  name: string,
  infoHash?: string,
) => `<item><title>${name}</title><enclosure url="https://show.example/${name}.mp3" type="audio/mpeg"/>
  ${infoHash === undefined ? '' : `<podcast:alternateEnclosure><podcast:source uri="https://show.example/${name}.mp3"/><podcast:source uri="magnet:?xt=urn:btih:${infoHash}"/></podcast:alternateEnclosure>`}</item>`
const feed = (...items: readonly string[]) =>
  `<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Show</title>${items.join('')}</channel></rss>`

function read(text: string, pieceLength = 1_000) {
  const reader = new ListedFilesReader(URL)
  for (let at = 0; at < text.length; at += pieceLength) reader.push(text.slice(at, at + pieceLength))
  const { infoHashes, isWhole } = reader.end()
  return { infoHashes: [...infoHashes], isWhole }
}

test('a feed lists the files of its episodes that have a torrent', () => {
  const text = feed(item('one', ONE), item('plain'), item('two', TWO))
  expect(read(text)).toEqual({ infoHashes: [ONE, TWO], isWhole: true })
  expect(read(text, 7)).toEqual({ infoHashes: [ONE, TWO], isWhole: true })
})

test('a feed that breaks off is not the whole of it', () => {
  const text = feed(item('one', ONE), item('two', TWO))
  expect(read(text.slice(0, text.indexOf('<item><title>two')))).toEqual({ infoHashes: [ONE], isWhole: false })
})

test('the grapevine.json beside a feed lists the same', () => {
  const episodes = { a: { infoHash: ONE.toUpperCase() }, b: { infoHash: 'x' }, c: null, d: { infoHash: TWO } }
  expect(read(`\n ${JSON.stringify({ version: 1, episodes })}`, 5)).toEqual({ infoHashes: [ONE, TWO], isWhole: true })
})

test.each(['', ' ', '<html><body>Not found</body></html>', 'oops', '{', '{}', '{"episodes": 5}', '{"episodes": null}'])(
  '%j is neither',
  (text) => expect(() => read(text)).toThrow(),
)

test('whatever comes is a list or an error, and lists nothing but info hashes', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(item('one', ONE), '<rss>', '<channel>', '{"episodes":'),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      try {
        return read(pieces.join('')).infoHashes.every((infoHash) => /^[0-9a-f]{40}$/.test(infoHash))
      } catch (error) {
        return error instanceof Error
      }
    }),
  )
})

test('a document is decoded as it says, else as UTF-8', () => {
  const encoded = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
  expect(decoderFor(encoded('<?xml version="1.0" encoding="ISO-8859-1"?>')).encoding).toBe('windows-1252')
  expect(decoderFor(encoded('<?xml version="1.0" encoding="klingon"?>')).encoding).toBe('utf-8')
  expect(decoderFor(encoded('{"version": 1}')).encoding).toBe('utf-8')
})
