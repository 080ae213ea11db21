/**
 * Shows, feeds, lists of shows and transcripts made by code: as long as a test or a measurement needs them. The same every time.
 */

export interface MadeEpisode {
  readonly title: string
  readonly guid: string
  readonly fileUrl: string
  /** Default: `audio/mpeg`. */
  readonly type?: string
  readonly lengthBytes: number
  readonly seconds: number
  /** Milliseconds since 1970. */
  readonly publishedAtMs: number
  /** Of `content:encoded`; as an editor makes them. */
  readonly notesHtml?: string
  /** WebVTT. */
  readonly transcriptUrl?: string
}

export interface MadeShow {
  readonly title: string
  readonly author?: string
  readonly description?: string
  readonly imageUrl?: string
  /** The newest first. */
  readonly episodes: readonly MadeEpisode[]
}

export interface MadeList {
  readonly count: number
  /** What each of them plays. */
  readonly fileUrl: string
  readonly lengthBytes: number
  readonly seconds: number
  /** Of the newest one, by its title `COUNT. …`. */
  readonly transcriptUrl?: string
}

const DAY_MS = 86_400_000
/** When the newest episode of a made list came out. */
const NEWEST_MS = Date.UTC(2026, 8, 28, 6)
const PLACES = ['the harbour', 'a quiet valley', 'the last ferry', 'our allotment', 'the night train', 'an old mill']
const DEEDS = [
  'What we found at',
  'Letters from',
  'A year with',
  'Who looks after',
  'Listening to',
  'How rain sounds at',
]
const WORDS =
  `the a of and to in that was for on with as her his at by from they we had not were which one when there out up who them then so some could time
two may first any now such like our over man even most made after many before must through years where much way well down should because long
each just state those people too mr how little good world make year still see own work men day get here old life both between being under never
another while last might us great states since against right came take used himself few house during without again place around however home small
found thought went say part once general high upon school every does got united left number course war until always away something fact water less
public put think almost hand enough far took head yet government system set better told night nothing end called looked eyes asked later knew boat
harbour gate kettle river window letter field ladder winter market kitchen garden music engine bridge station apple orchard morning weather paper
bread stone valley road island shoulder corner wire echo lantern meadow neighbour radio biscuit ferry allotment echoes tide signal grandmother`.split(
    /\s+/,
  )

/** Episodes named `COUNT. …` down to `1. …`, a week apart, with notes of 2 KB. */
export function manyEpisodes({ count, transcriptUrl, ...file }: MadeList): readonly MadeEpisode[] {
  return Array.from({ length: count }, (_, at) => {
    const number = count - at
    const title = `${number}. ${of(DEEDS, number)} ${of(PLACES, number * 5 + (number >> 3))}`
    return {
      ...file,
      title,
      guid: `made-${number}`,
      fileUrl: `${file.fileUrl}?${number}`,
      publishedAtMs: NEWEST_MS - at * 7 * DAY_MS,
      notesHtml: notes(number),
      ...(at === 0 && transcriptUrl !== undefined && { transcriptUrl }),
    }
  })
}

/** RSS 2.0 with what podcast hosts add to it. */
export function feedXml({ title, author = 'The neighbours', description, imageUrl, episodes }: MadeShow): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel>
<title>${escaped(title)}</title>
<link>https://show.example/</link>
<language>en</language>
<description>${escaped(description ?? words(7, 40))}</description>
<itunes:author>${escaped(author)}</itunes:author>
${imageUrl === undefined ? '' : `<itunes:image href="${escaped(imageUrl)}"/>`}
${episodes.map(itemXml).join('\n')}
</channel>
</rss>
`
}

function itemXml(episode: MadeEpisode): string {
  const {
    title,
    guid,
    fileUrl,
    type = 'audio/mpeg',
    lengthBytes,
    seconds,
    publishedAtMs,
    notesHtml,
    transcriptUrl,
  } = episode
  return `<item>
<title>${escaped(title)}</title>
<guid isPermaLink="false">${escaped(guid)}</guid>
<pubDate>${new Date(publishedAtMs).toUTCString()}</pubDate>
<itunes:duration>${seconds}</itunes:duration>
<description>${escaped(`In short: ${title}.`)}</description>
${notesHtml === undefined ? '' : `<content:encoded><![CDATA[${notesHtml}]]></content:encoded>`}
${transcriptUrl === undefined ? '' : `<podcast:transcript url="${escaped(transcriptUrl)}" type="text/vtt"/>`}
<enclosure url="${escaped(fileUrl)}" length="${lengthBytes}" type="${type}"/>
</item>`
}

/** OPML 2.0, as apps export it. */
export function opmlXml(shows: readonly { readonly title: string; readonly feedUrl: string }[]): string {
  const outlines = shows.map(
    ({ title, feedUrl }) =>
      `<outline type="rss" text="${escaped(title)}" title="${escaped(title)}" xmlUrl="${escaped(feedUrl)}"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Shows</title></head><body>
${outlines.join('\n')}
</body></opml>
`
}

/** WebVTT with a line every five seconds, two people talking. */
export function transcriptVtt(seconds: number): string {
  const cues = Array.from({ length: Math.floor(seconds / 5) }, (_, n) => {
    const who = Math.floor(n / 6) % 2 === 0 ? 'Ada' : 'Bo'
    return `${n + 1}\n${vttTime(n * 5)} --> ${vttTime(n * 5 + 4.8)}\n<v ${who}>${words(n, 8 + (n % 6))}\n`
  })
  return `WEBVTT\n\n${cues.join('\n')}`
}

function notes(number: number): string {
  const paragraph = (at: number) => `<p>${words(number * 31 + at, 70)}</p>`
  const links = [1, 2, 3].map(
    (n) => `<li><a href="https://show.example/${number}/${n}">${words(number * 97 + n, 4)}</a></li>`,
  )
  const times = ['00:00', '04:10', '21:35'].map((time, n) => `<li>(${time}) ${words(number * 53 + n, 5)}</li>`)
  return `${paragraph(0)}${paragraph(1)}<h2>In this episode</h2><ul>${times.join('')}</ul>${paragraph(2)}${paragraph(3)}<h2>Links</h2><ul>${links.join('')}</ul>`
}

/** So many words, drawn by a linear congruential generator (Numerical Recipes' constants): as hard to compress as prose. */
function words(seed: number, count: number): string {
  let state = (seed * 2_654_435_761) >>> 0
  const drawn = Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return of(WORDS, state >>> 16)
  })
  return `${drawn.join(' ').replace(/^./, (first) => first.toUpperCase())}.`
}

function of(list: readonly string[], at: number): string {
  return list[at % list.length] ?? ''
}

function vttTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 23)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
