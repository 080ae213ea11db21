/** What an episode that is kept here is worth to others, in words. Pure; which is rare is decided in library/rarity.ts. */
import { msg } from '@lit/localize'
import { rarityOf } from './library/rarity.ts'
import { plural } from './plural.ts'

/** @returns '' where nobody has counted */
export function rarityWords(copiesElsewhere: number | undefined): string {
  switch (rarityOf(copiesElsewhere)) {
    case 'only-here':
      return msg('Nobody else online has all of it: worth keeping.')
    case 'rare':
      return plural(
        copiesElsewhere ?? 0,
        msg(
          'one {Only # other listener has all of it: worth keeping.} other {Only # other listeners have all of it: worth keeping.}',
        ),
      )
    case 'common':
      return plural(
        copiesElsewhere ?? 0,
        msg('one {# other listener has all of it.} other {# other listeners have all of it.}'),
      )
    case 'unknown':
      return ''
  }
}
