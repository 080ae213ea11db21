/**
 * Every error the listener can meet, in words: what happened, what still works, what to do.
 *
 * One table, so that no error reaches a person as a code, and a new kind does not compile without its words.
 */
import { msg } from '@lit/localize'
import type { SessionErrorKind } from '../peer/types.ts'
import type { MediaFailure } from './player-state.ts'

/** Why a show's feed could not be shown. */
export type ShowErrorKind =
  | 'feed-missing'
  | 'feed-unreachable'
  | 'feed-refused'
  | 'feed-unreadable'
  | 'feed-too-large'
  | 'feed-endless'
  | 'feed-empty'

/** Why an embedded player has nothing to play. */
export type FrameErrorKind = 'episode-missing' | 'episode-unreachable' | 'episode-refused' | 'episode-unreadable'

export type PlayerErrorKind = SessionErrorKind | MediaFailure | ShowErrorKind | FrameErrorKind

export interface ErrorWords {
  readonly happened: string
  readonly stillWorks: string
  readonly whatToDo: string
}

export function errorWords(kind: PlayerErrorKind): ErrorWords {
  switch (kind) {
    case 'origin-unreachable':
      return {
        happened: msg("The show's host can't be reached, and the next part is nowhere else to be had."),
        stillWorks: msg('What is already on this device stays, and other episodes may still play.'),
        whatToDo: msg('Check your connection, then try again: it goes on where it stopped.'),
      }
    case 'origin-refuses':
      return {
        happened: msg("The show's host refuses to send this episode."),
        stillWorks: msg('Other episodes of this show may still play.'),
        whatToDo: msg('Try again in a moment. If it stays so, tell the publisher: the episode may have been moved.'),
      }
    case 'media-unplayable':
      return {
        happened: msg("This browser can't play this episode's format."),
        stillWorks: msg('Other episodes of this show may still play.'),
        whatToDo: msg('Open this page in another browser, or try again.'),
      }
    case 'media-interrupted':
      return {
        happened: msg('The connection broke while the episode was loading.'),
        stillWorks: msg('Your place in the episode is kept.'),
        whatToDo: msg('Check your connection, then try again: it goes on where it stopped.'),
      }
    case 'media-damaged':
      return {
        happened: msg('A part of this episode could not be decoded.'),
        stillWorks: msg('Your place in the episode is kept, and other episodes may still play.'),
        whatToDo: msg(
          'Try again, or skip a little ahead. If it stays so, tell the publisher: the file may be damaged.',
        ),
      }
    case 'media-not-loaded':
      return {
        happened: msg("The episode could not be loaded: the host is away, or this browser can't play its format."),
        stillWorks: msg('Other episodes of this show may still play.'),
        whatToDo: msg('Check your connection, then try again.'),
      }
    case 'feed-missing':
      return {
        happened: msg('No show was named for this page.'),
        stillWorks: msg("Any podcast's feed can be opened here."),
        whatToDo: msg("Add ?feed= and the feed's address to this page's address."),
      }
    case 'feed-unreachable':
      return {
        happened: msg("The show's feed can't be reached."),
        stillWorks: msg(
          'The show itself may be fine: this can be your connection, or the host does not let pages read its feed.',
        ),
        whatToDo: msg(
          'Check your connection, then try again. If this is your show: let its host send “Access-Control-Allow-Origin: *” with the feed.',
        ),
      }
    case 'feed-refused':
      return {
        happened: msg("The show's host did not send the feed."),
        stillWorks: msg('Your podcast app may still have its episodes.'),
        whatToDo: msg("Check the feed's address, then try again."),
      }
    case 'feed-unreadable':
      return {
        happened: msg('What is at this address is not a podcast feed.'),
        stillWorks: msg('Nothing was changed.'),
        whatToDo: msg("Check the feed's address, then try again."),
      }
    case 'feed-too-large':
      return {
        happened: msg("This show's feed can't be read here: it is too large."),
        stillWorks: msg('Your podcast app may still have its episodes.'),
        whatToDo: msg("Check the feed's address. If it is right, tell the publisher that the feed is over 32 MB."),
      }
    case 'feed-endless':
      return {
        happened: msg("This show's feed does not come to an end: no episode was found in it in time."),
        stillWorks: msg('Your podcast app may still have its episodes.'),
        whatToDo: msg("Check the feed's address, then try again: the host may only have been slow."),
      }
    case 'feed-empty':
      return {
        happened: msg('This show has no episodes yet.'),
        stillWorks: msg('The feed itself is fine.'),
        whatToDo: msg('Come back later, or try again.'),
      }
    case 'episode-missing':
      return {
        happened: msg('This player was not told what to play.'),
        stillWorks: msg('The rest of this page works as ever.'),
        whatToDo: msg('If this is your page, check the address in the embed code.'),
      }
    case 'episode-unreachable':
      return {
        happened: msg("What this player needs to know of the episode can't be reached."),
        stillWorks: msg('The episode itself may be fine: this can be your connection.'),
        whatToDo: msg('Check your connection, then try again.'),
      }
    case 'episode-refused':
      return {
        happened: msg('The show does not have this episode here any more.'),
        stillWorks: msg("The show's own site and your podcast app may still have it."),
        whatToDo: msg('Try again in a moment, or look for it there.'),
      }
    case 'episode-unreadable':
      return {
        happened: msg('What is at the address of this episode is not an episode.'),
        stillWorks: msg('Nothing was changed.'),
        whatToDo: msg(
          'Try again later. If this is your page, publish the episode again with the same version as this player.',
        ),
      }
  }
}
