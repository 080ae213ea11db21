/**
 * Runs in the page: its listener points at the player as soon as there is one, as people do who want to hear. What stands below the
 * player, the question about sharing first, comes with that.
 */
export function turnToPlayer(): void {
  const look = (): void => {
    const player = document.querySelector('grapevine-page')?.shadowRoot?.querySelector('grapevine-player')
    if (player == null) setTimeout(look, 50)
    else player.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }))
  }
  look()
}
