/** The player's parts as people find them, on the listening page and in a frame alike. */
import type { Frame, Locator, Page } from 'playwright/test'

export type Place = Page | Frame

export const player = (place: Place): Locator => place.locator('grapevine-player')

/** The button that opens a part below the player. */
export const tab = (place: Place, name: string): Locator =>
  player(place).locator('.bar').getByRole('button', { name, exact: true })

/** What is open below the player. */
export const panel = (place: Place, name: string): Locator => player(place).locator('#panel').and(group(place, name))

const group = (place: Place, name: string): Locator => place.getByRole('group', { name, exact: true })

/** Opens one of the transport's panels, through “More” where that is where it stands. */
export async function openSettings(place: Place): Promise<Locator> {
  await place.getByRole('button', { name: 'More', exact: true }).click()
  await place.getByRole('button', { name: 'Playback settings' }).click()
  return place.getByRole('dialog', { name: 'Playback settings' })
}

interface MediaWords {
  readonly currentTime: number
  readonly duration: number
  readonly ended: boolean
  readonly paused: boolean
  readonly playbackRate: number
  readonly volume: number
}

/** What the media element says. */
export async function media<K extends keyof MediaWords>(place: Place, name: K): Promise<MediaWords[K]> {
  const words = await player(place)
    .locator('audio, video')
    .first()
    .evaluate((element): MediaWords => {
      const { currentTime, duration, ended, paused, playbackRate, volume } = element as HTMLMediaElement
      return { currentTime, duration, ended, paused, playbackRate, volume }
    })
  return words[name]
}
