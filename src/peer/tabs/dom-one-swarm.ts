/**
 * Wires the one swarm of this browser: the late chunk that is loaded once this listener shares. What shares for real is another,
 * loaded only in the tab that holds the swarm.
 */
import type { SharingOptions } from '../swarm/sharing.ts'
import { openTabPorts } from './dom-tab-ports.ts'
import { OneSwarm, type OneSwarmOptions } from './one-swarm.ts'

export interface OpenOneSwarmOptions extends Pick<OneSwarmOptions, 'openForGuest' | 'closeForGuest'> {
  readonly sharing: SharingOptions
}

export async function openOneSwarm({ sharing, ...guests }: OpenOneSwarmOptions): Promise<OneSwarm> {
  const ports = await openTabPorts()
  let loaded: Promise<InstanceType<typeof import('../swarm/sharing.ts').Sharing>> | undefined
  return new OneSwarm({
    ...guests,
    ports,
    loadSharer: () => {
      loaded ??= import('../swarm/sharing.ts').then(({ Sharing }) => new Sharing(sharing))
      // A chunk that did not load (network) is asked for again next time.
      loaded.catch(() => {
        loaded = undefined
      })
      return loaded
    },
    warn: (words, error) => console.warn(`Grapevine: ${words}`, error),
  })
}
