/**
 * Writes an episode's static page: what link previews read (Open Graph, Twitter cards, oEmbed discovery), the episode's
 * words, and the browser's own player. No script, so that it says the same to machines and people.
 *
 * Everything that comes from the feed is text or an attribute, and escaped. See ogp.me and the Twitter player card.
 */
import { cutWithEllipsis } from '../src/feed/cut-text.ts'
import type { EpisodeFile } from '../src/feed/episode-file.ts'
import { fullTitle, imageOf } from './episode-facts.ts'
import type { ImageSize } from './image-size.ts'
import { frameSize, isVideo } from './oembed.ts'
import { escapeAttribute } from './p2p-block.ts'

type Property = readonly [name: string, value: string | number | undefined]

/** How much of the summary a preview is given; none shows more. */
const DESCRIPTION_LENGTH = 300

const isSecure = (url: string | undefined): url is string => url?.startsWith('https:') ?? false

/** Open Graph: names in `property`. */
function openGraph(file: EpisodeFile, cover: ImageSize | undefined): Property[] {
  const { show, episode, urls } = file
  const { url, type } = episode.enclosure
  const image = imageOf(file)
  const kind = isVideo(file) ? 'video' : 'audio'
  const seconds = episode.durationSeconds === undefined ? undefined : Math.max(1, Math.round(episode.durationSeconds))
  return [
    ['og:type', isVideo(file) ? 'video.episode' : 'music.song'],
    ['og:site_name', show.title],
    ['og:title', episode.title],
    ['og:description', descriptionOf(file)],
    ['og:url', urls.page],
    ['og:image', image],
    ['og:image:width', cover?.width],
    ['og:image:height', cover?.height],
    ['og:image:alt', image === undefined ? undefined : `Cover of ${show.title}`],
    [`og:${kind}`, url],
    [`og:${kind}:secure_url`, isSecure(url) ? url : undefined],
    [`og:${kind}:type`, type],
    [isVideo(file) ? 'video:duration' : 'music:duration', seconds],
    ['video:release_date', isVideo(file) ? episode.publishedAt : undefined],
  ]
}

/** Twitter: names in `name`. A player card must have a picture, and everything in it over https. */
function twitterCard(file: EpisodeFile): Property[] {
  const { show, episode, urls } = file
  const image = imageOf(file)
  const words: Property[] = [
    ['twitter:title', episode.title],
    ['twitter:description', descriptionOf(file)],
    ['twitter:image', image],
    ['twitter:image:alt', image === undefined ? undefined : `Cover of ${show.title}`],
  ]
  if (!isSecure(urls.player) || !isSecure(image)) return [['twitter:card', 'summary'], ...words]
  const { width, height } = frameSize(file)
  const { url, type } = episode.enclosure
  const stream: Property[] = [
    ['twitter:player:stream', url],
    ['twitter:player:stream:content_type', type],
  ]
  return [
    ['twitter:card', 'player'],
    ...words,
    ['twitter:player', urls.player],
    ['twitter:player:width', width],
    ['twitter:player:height', height],
    ...(isSecure(url) ? stream : []),
  ]
}

function descriptionOf({ show, episode }: EpisodeFile): string {
  if (episode.summary === '') return `An episode of ${show.title}.`
  return cutWithEllipsis(episode.summary, DESCRIPTION_LENGTH)
}

const metas = (attribute: 'name' | 'property', properties: readonly Property[]) =>
  properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`<meta ${attribute}="${name}" content="${escapeAttribute(String(value))}">`],
  )

const link = (url: string, words: string) => `<a href="${escapeAttribute(url)}">${words}</a>`

function media(file: EpisodeFile): string {
  const { url } = file.episode.enclosure
  const kind = isVideo(file) ? 'video' : 'audio'
  return `<${kind} controls preload="none" src="${escapeAttribute(url)}">${link(url, 'Download')}</${kind}>`
}

function links({ show, episode, urls }: EpisodeFile): string[] {
  const transcripts = episode.transcripts.map(({ url, language }) =>
    link(url, language === undefined ? 'Transcript' : `Transcript (${escapeAttribute(language)})`),
  )
  return [
    ...(urls.player === undefined ? [] : [link(urls.player, 'Listen together')]),
    link(episode.enclosure.url, 'Download'),
    ...transcripts,
    ...(episode.link === undefined ? [] : [link(episode.link, 'Notes')]),
    ...(show.link === undefined ? [] : [link(show.link, 'The show')]),
    link(show.feedUrl, 'Feed'),
  ]
}

function minutes(seconds: number): string {
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
}

/** Dates as the calendar writes them everywhere: the page knows no reader's language. */
function dateline({ publishedAt, durationSeconds }: EpisodeFile['episode']): string[] {
  const time = publishedAt && `<time datetime="${escapeAttribute(publishedAt)}">${publishedAt.slice(0, 10)}</time>`
  const parts = [...(time ? [time] : []), ...(durationSeconds === undefined ? [] : [minutes(durationSeconds)])]
  return parts.length === 0 ? [] : [`<p class="quiet">${parts.join(' · ')}</p>`]
}

/**
 * @param cover the size of the episode's picture (or the show's), where known
 * @returns an HTML document in UTF-8, the same for the same input
 */
export function writeEpisodePage(file: EpisodeFile, cover: ImageSize | undefined): string {
  const { show, episode, urls } = file
  const text = escapeAttribute
  const image = imageOf(file)
  const sized = cover === undefined ? '' : ` width="${cover.width}" height="${cover.height}"`
  const lines = [
    '<!doctype html>',
    show.language === undefined ? '<html>' : `<html lang="${text(show.language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    // The page may be shown in a frame; what its links lead to shall not.
    '<base target="_top">',
    `<title>${text(fullTitle(file))}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="generator" content="Grapevine">',
    ...metas('name', [['description', descriptionOf(file)]]),
    `<link rel="canonical" href="${text(urls.page)}">`,
    `<link rel="alternate" type="application/json+oembed" href="${text(urls.oembed)}" title="${text(episode.title)}">`,
    `<link rel="alternate" type="application/rss+xml" href="${text(show.feedUrl)}" title="${text(show.title)}">`,
    '<link rel="stylesheet" href="episode.css">',
    ...metas('property', openGraph(file, cover)),
    ...metas('name', twitterCard(file)),
    '</head>',
    '<body>',
    '<main>',
    ...(image === undefined ? [] : [`<img class="cover" src="${text(image)}" alt=""${sized}>`]),
    `<p class="quiet" dir="auto">${text(show.title)}</p>`,
    `<h1 dir="auto">${text(episode.title)}</h1>`,
    ...dateline(episode),
    media(file),
    ...(episode.summary === '' ? [] : [`<p dir="auto">${text(episode.summary)}</p>`]),
    '<ul lang="en">',
    ...links(file).map((item) => `<li>${item}</li>`),
    '</ul>',
    '</main>',
    '</body>',
    '</html>',
  ]
  return `${lines.join('\n')}\n`
}
