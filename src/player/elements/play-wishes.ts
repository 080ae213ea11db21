/**
 * Wishes to hear an episode that is not in the player: from a row, from the queue, from a moment in notes, or because the one before is over.
 *
 * It finds the episode (in the show that is open, in what is kept, at last in its feed) and has it put into the player. Loaded with the
 * first such wish: the player's own buttons don't need it.
 */
import { msg } from '@lit/localize'
import type { Show } from '../../feed/types.ts'
import type { LibraryDesk } from '../library-desk.ts'
import { PlayRequest, SeekRequest } from '../player-requests.ts'
import type { QueueStore } from '../queue.ts'
import type { Route } from '../routes.ts'
import type { EpisodeRef } from '../views/episode-view.ts'
import type { GrapevinePlayer } from './grapevine-player.ts'
import type { Held, HeldEpisode } from './held-episode.ts'
import type { LateLibrary } from './late-library.ts'
import type { ShowReading } from './show-reading.ts'

/** The page as one wish sees it. */
export interface PlayingPage {
  readonly player: Pick<GrapevinePlayer, 'control' | 'expects' | 'playsOnceHere' | 'updateComplete'> | null
  /** What is looked at now. */
  route(): Route
  readonly held: Pick<HeldEpisode, 'givesWay' | 'held' | 'is' | 'isHeld' | 'stays'>
  readonly library: Pick<LateLibrary, 'desk' | 'say' | 'wanted'>
  readonly reading: Pick<ShowReading, 'feedUrl' | 'show'>
  readonly queue: QueueStore | undefined
  /** The last wish wins: what was being looked for is let go of with the next one. */
  isLatest(): boolean
  /** What was put into the player has reached it. */
  drawn(): Promise<unknown>
  go(route: Route): void
  /** Into the player; `stays`: it is going to sound, so it is at hand wherever one looks. */
  put(held: Held, how: { readonly stays: boolean; readonly atSeconds?: number | undefined }): Promise<boolean>
  /** @throws {ShowError} */
  loadShow(feedUrl: string): Promise<Show | undefined>
}

/** Into the player, and sounding. */
export async function playEpisode(page: PlayingPage, ref: EpisodeRef, atSeconds?: number): Promise<void> {
  // What was on its way until now does not come: it is not to sound unasked, once it is looked at.
  page.player?.expects(undefined)
  if (!page.held.is(ref)) {
    const { found } = await findEpisode(page, ref)
    if (!page.isLatest()) return
    if (found === undefined) return page.library.say(msg('This episode can’t be had now.'))
    page.player?.playsOnceHere(ref.guid)
    await page.put(found, { stays: true, atSeconds })
    return
  }
  page.held.stays()
  if (atSeconds !== undefined) page.player?.control(new SeekRequest(atSeconds))
  page.player?.control(new PlayRequest())
}

/** Into the player, silent, and at hand wherever one looks: as it was before the page was loaded again. */
export async function holdEpisode(page: PlayingPage, ref: EpisodeRef, atSeconds: number): Promise<void> {
  const { held, player } = page
  const found = held.is(ref) ? undefined : (await findEpisode(page, ref)).found
  if (!page.isLatest() || !held.givesWay) return
  // Its own page has put it in meanwhile, where it would give way.
  if (held.is(ref)) {
    held.stays()
    await page.drawn()
    await player?.updateComplete
    player?.control(new SeekRequest(atSeconds))
  } else if (found !== undefined) await page.put(found, { stays: true, atSeconds })
}

/**
 * The player goes on to another one: by itself, or because it was chosen in its queue.
 * @param id by which the queue of the player's show knows it
 */
export async function goOnTo(page: PlayingPage, id: string): Promise<void> {
  const feedUrl = page.held.held?.feedUrl ?? ''
  const ref = page.library.desk?.refOfQueued(id, feedUrl) ?? { feedUrl, guid: id }
  page.player?.expects(ref.guid)
  const { found, isGone } = await findEpisode(page, ref)
  if (!page.isLatest()) return
  if (found === undefined) {
    page.player?.expects(undefined)
    // It was queued, and is no longer in the feed; without the feed nobody knows.
    if (isGone) page.queue?.update((queue) => queue.filter((entry) => entry.id !== id))
    return page.library.say(msg('This episode can’t be had now.'))
  }
  const { held } = page
  const route = page.route()
  const isOwnPage = route.view === 'episode' && held.is(route)
  const stays = held.isHeld
  await page.put(found, { stays })
  // Whoever looks at the episode in the player goes along; elsewhere one is left where one is.
  if (isOwnPage || !stays) page.go({ view: 'episode', feedUrl: ref.feedUrl, guid: ref.guid })
}

interface Finding {
  readonly found: Held | undefined
  /** All of its feed was read, and it is not in it. */
  readonly isGone: boolean
}

async function findEpisode(page: PlayingPage, ref: EpisodeRef): Promise<Finding> {
  const inShow = (show: Show | undefined): Held | undefined => {
    const episode = show?.episodes.find(({ guid }) => guid === ref.guid)
    return show && episode && { ...ref, show, episode }
  }
  const { reading, library } = page
  const { held } = page.held
  const open = reading.feedUrl === ref.feedUrl ? reading.show : undefined
  const near = inShow(open) ?? inShow(held?.feedUrl === ref.feedUrl ? held.show : undefined)
  if (near !== undefined) return { found: near, isGone: false }
  const kept = await findKept(await library.wanted(), ref)
  if (kept !== undefined) return { found: kept, isGone: false }
  const show = await page.loadShow(ref.feedUrl).catch(() => undefined)
  const found = inShow(show)
  return { found, isGone: found === undefined && show !== undefined && show.incomplete !== true }
}

/** An episode that is kept, or of a show that is. */
async function findKept(desk: LibraryDesk | undefined, ref: EpisodeRef): Promise<Held | undefined> {
  const episode = await desk?.episode(ref)
  if (episode === undefined) return undefined
  const show = await desk?.show(ref.feedUrl)
  const plain: Show = { title: '', description: '', episodes: [episode], warnings: [] }
  return { ...ref, episode, show: show ?? plain }
}
