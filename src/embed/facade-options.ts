/**
 * What a page says about one embed, in `data-` attributes, and the address of the frame that follows from it. Pure.
 *
 * What is wrong is said in words for the page's author; an embed without an episode is no embed.
 */

export const SIZES = ['mini', 'card', 'full'] as const
export type FacadeSize = (typeof SIZES)[number]

export interface FacadeOptions {
  /** What the frame shows; addresses are absolute. */
  readonly source: FacadeSource
  /** The player frame's page, absolute. */
  readonly player: string
  readonly size: FacadeSize
  readonly theme: 'light' | 'dark' | undefined
  /** A language tag; the visitor's languages where there is none. */
  readonly language: string | undefined
  /** Given here, nothing is fetched before somebody is interested. */
  readonly title: string | undefined
  readonly cover: string | undefined
}

export interface FacadeSource {
  /** As the frame's query names it: an episode's JSON, a show's JSON, or a feed. */
  readonly kind: 'json' | 'show' | 'feed'
  readonly url: string
  /** Of a show or a feed: which episode. */
  readonly guid: string | undefined
}

/** The attributes that are read, as `dataset` names them. */
export const ATTRIBUTES = [
  'episode',
  'show',
  'feed',
  'guid',
  'player',
  'size',
  'theme',
  'lang',
  'title',
  'cover',
] as const

/**
 * @param data an element's `dataset`
 * @param base the page's base address
 * @param script embed.js' own address: `player.html` lies beside it
 * @returns the options, or in words what is wrong
 */
export function readFacadeOptions(
  data: Readonly<Record<string, string | undefined>>,
  base: string,
  script: string,
): FacadeOptions | string {
  const source = readSource(data, base)
  if (typeof source === 'string') return source
  const player = data.player ? webAddress(data.player, base) : webAddress('player.html', script)
  if (player === undefined) return 'data-player must be an http: or https: address'
  const { size, theme } = data
  return {
    source,
    player,
    size: SIZES.find((one) => one === size) ?? 'card',
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    language: data.lang || undefined,
    title: data.title || undefined,
    cover: data.cover ? webAddress(data.cover, base) : undefined,
  }
}

/** @returns the address for the `<iframe>`; what the player's address has of its own stays. */
export function frameAddress({ player, source, size, theme, language }: FacadeOptions): string {
  const url = new URL(player)
  const { searchParams: query } = url
  const asked = { [source.kind]: source.url, episode: source.guid, size, theme, lang: language }
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value)
  return url.href
}

/** Where publish writes the episode's page: beside its JSON. A guess, for where the JSON can't be read. */
export function likelyPage({ kind, url }: FacadeSource): string | undefined {
  const page = url.replace(/\.json(?=[?#]|$)/, '.html')
  return kind === 'json' && page !== url ? page : undefined
}

export function webAddress(text: string, base: string): string | undefined {
  try {
    const url = new URL(text, base)
    return /^https?:$/.test(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}

function readSource(data: Readonly<Record<string, string | undefined>>, base: string): FacadeSource | string {
  const { episode, show, feed } = data
  const given = episode || show || feed
  if (!given) return 'one of data-episode, data-show and data-feed is needed'
  const url = webAddress(given, base)
  if (url === undefined) return `${given} is no http: or https: address`
  return episode
    ? { kind: 'json', url, guid: undefined }
    : { kind: show ? 'show' : 'feed', url, guid: data.guid || undefined }
}
