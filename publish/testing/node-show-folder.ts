/** Folders for tests: made anew, gone at the end. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface TestFolder {
  readonly dir: string
  write(path: string, content: string | Uint8Array): Promise<string>
  read(path: string): Promise<Buffer>
  remove(): Promise<void>
}

export async function makeFolder(): Promise<TestFolder> {
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-'))
  return {
    dir,
    async write(path, content) {
      const target = join(dir, path)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, content)
      return target
    },
    read: (path) => readFile(join(dir, path)),
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

/** Bytes that look like nothing in particular and are the same each time. */
export function mediaBytes(length: number, seed = 1): Uint8Array {
  const out = new Uint8Array(length)
  let state = seed
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    out[i] = state >>> 24
  }
  return out
}

/** A small show in the style of the demo: own address, two episodes, CRLF where asked. */
export function showFeed({ base = 'https://grapevine.example/demo/', extra = '' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:podcast="https://podcastindex.org/namespace/1.0">
  <channel>
    <title>Vines &amp; Wires</title>
    <atom:link rel="self" type="application/rss+xml" href="${base}feed.xml"/>
    <link>https://elsewhere.example/?from=${base}</link>
    <item>
      <title>One</title>
      <guid isPermaLink="false">one</guid>
      <pubDate>Tue, 03 Jun 2025 07:00:00 GMT</pubDate>
      <enclosure url="${base}media/one%20a.mp3" length="200000" type="audio/mpeg"/>${extra}
      <description><![CDATA[See <a href="${base}one.html">here</a> <!--grapevine-->]]></description>
    </item>
    <item>
      <title>Two</title>
      <guid isPermaLink="false">two</guid>
      <enclosure url="${base}media/two.mp4" type="video/mp4"></enclosure>
    </item>
  </channel>
</rss>
`
}
