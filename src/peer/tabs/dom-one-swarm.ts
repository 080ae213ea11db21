/**
 * Wires the one swarm of this browser: the late chunk that is loaded once this listener shares.
 *
 * What shares for real comes with it, though only the tab that holds the swarm uses it: that tab is announced a round trip
 * sooner, and any other takes over without the network.
 */
import { Sharing, type SharingOptions } from '../swarm/sharing.ts'
import { openTabPorts } from './dom-tab-ports.ts'
import { OneSwarm, type OneSwarmOptions } from './one-swarm.ts'

export interface OpenOneSwarmOptions
  extends Pick<OneSwarmOptions, 'openForGuest' | 'closeForGuest' | 'guestsChanged' | 'givesChanged'> {
  readonly sharing: SharingOptions
}

export async function openOneSwarm({ sharing, ...guests }: OpenOneSwarmOptions): Promise<OneSwarm> {
  const ports = await openTabPorts()
  let made: Sharing | undefined
  return new OneSwarm({
    ...guests,
    ports,
    makeSharer: () => {
      made ??= new Sharing(sharing)
      return made
    },
    warn: (words, error) => console.warn(`Grapevine: ${words}`, error),
  })
}
