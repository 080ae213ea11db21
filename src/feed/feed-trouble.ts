/** Why a feed's document came no further than it did, where it did not end by itself; said as a warning of the show. */
export type FeedTrouble = 'too-long' | 'endless' | 'broken-off'

const HAPPENED: Readonly<Record<FeedTrouble, string>> = {
  'too-long': 'The feed is longer than 32 MB, and was not read on',
  endless: 'The feed did not end in time, and was not read on',
  'broken-off': 'The connection broke while the feed was read',
}

export function troubleWords(trouble: FeedTrouble): string {
  return `${HAPPENED[trouble]}: episodes may be missing.`
}
