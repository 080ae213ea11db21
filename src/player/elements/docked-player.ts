/** What the player needs beside where it stands docked: its smaller sizes, and a way to the page of its episode. Loaded once it plays. */
import { msg } from '@lit/localize'
import { html } from 'lit'
import type { Held } from './held-episode.ts'
import { expandIcon } from './icons.ts'
import { follow, hrefOf } from './route-link.ts'

export { playerSizes } from './player-sizes.ts'

/** From the docked player to the page of its episode. */
export function renderWayTo({ feedUrl, guid, episode }: Held) {
  const route = { view: 'episode', feedUrl, guid } as const
  return html`<a class="way" href=${hrefOf(route)} aria-label=${msg('To the episode in the player')} title=${episode.title}
    @click=${(event: MouseEvent) => follow(event, route)}>${expandIcon}</a>`
}
