/**
 * Writes the show's feed: RSS 2.0 with the iTunes and Podcasting 2.0 tags. Lengths and durations are read from the files.
 *
 * It never writes podcast:alternateEnclosure: adding that is what `grapevine publish` is for.
 */
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EPISODES, SHOW } from './show.mjs'
import { durationOf } from './tools.mjs'

const xml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function item(episode, demoDir) {
  const file = join(demoDir, episode.file)
  const url = SHOW.base + episode.file
  const video = episode.type.startsWith('video/')
  const captions = video ? ' rel="captions"' : ''
  return `    <item>
      <title>${xml(episode.title)}</title>
      <guid isPermaLink="false">${episode.guid}</guid>
      <link>${SHOW.base}</link>
      <pubDate>${episode.published}</pubDate>
      <description>${xml(episode.summary)}</description>
      <content:encoded><![CDATA[${episode.notes.join('\n')}]]></content:encoded>
      <enclosure url="${url}" length="${statSync(file).size}" type="${episode.type}"/>
      <itunes:title>${xml(episode.title)}</itunes:title>
      <itunes:author>${SHOW.author}</itunes:author>
      <itunes:summary>${xml(episode.summary)}</itunes:summary>
      <itunes:duration>${Math.round(durationOf(file))}</itunes:duration>
      <itunes:season>1</itunes:season>
      <itunes:episode>${episode.number}</itunes:episode>
      <itunes:episodeType>full</itunes:episodeType>
      <itunes:explicit>false</itunes:explicit>
      <itunes:image href="${SHOW.base}cover.jpg"/>
      <podcast:season>1</podcast:season>
      <podcast:episode>${episode.number}</podcast:episode>
      <podcast:chapters url="${SHOW.base}${episode.slug}.chapters.json" type="application/json+chapters"/>
      <podcast:transcript url="${SHOW.base}${episode.slug}.vtt" type="text/vtt" language="en"${captions}/>
    </item>`
}

export function writeFeed(demoDir) {
  const newestFirst = [...EPISODES].reverse()
  const feed = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
  xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0">
  <channel>
    <title>${SHOW.title}</title>
    <link>${SHOW.link}</link>
    <atom:link href="${SHOW.base}feed.xml" rel="self" type="application/rss+xml"/>
    <description>${xml(SHOW.description)}</description>
    <language>en</language>
    <copyright>${xml(SHOW.copyright)}</copyright>
    <pubDate>${newestFirst[0].published}</pubDate>
    <lastBuildDate>${newestFirst[0].published}</lastBuildDate>
    <image>
      <url>${SHOW.base}cover.jpg</url>
      <title>${SHOW.title}</title>
      <link>${SHOW.link}</link>
    </image>
    <itunes:author>${SHOW.author}</itunes:author>
    <itunes:subtitle>${xml(SHOW.summary)}</itunes:subtitle>
    <itunes:summary>${xml(SHOW.description)}</itunes:summary>
    <itunes:type>episodic</itunes:type>
    <itunes:explicit>false</itunes:explicit>
    <itunes:image href="${SHOW.base}cover.jpg"/>
    <itunes:category text="${SHOW.category[0]}">
      <itunes:category text="${SHOW.category[1]}"/>
    </itunes:category>
    <podcast:guid>${SHOW.guid}</podcast:guid>
    <podcast:locked>no</podcast:locked>
    <podcast:medium>podcast</podcast:medium>
    <podcast:license url="https://creativecommons.org/publicdomain/zero/1.0/">cc0-1.0</podcast:license>
${newestFirst.map((episode) => item(episode, demoDir)).join('\n')}
  </channel>
</rss>
`
  writeFileSync(join(demoDir, 'feed.xml'), feed)
}
