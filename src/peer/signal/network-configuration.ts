/** What connections are made with. What a page configures is checked where it is said, rather than when one fails. Pure. */
import { BAD } from '../../shared/wire/json-fields.ts'
import type { IceServer } from '../../shared/wire/tracker.ts'
import { readIceServers } from '../../shared/wire/tracker-fields.ts'
import type { JoinTokenSource, NetworkConfiguration } from '../types.ts'

/** @throws TypeError in words for the page's author. */
export function checkNetwork(given: unknown): NetworkConfiguration {
  if (typeof given !== 'object' || given === null) throw new TypeError('the configuration must be an object')
  const { iceServers: servers, iceTransportPolicy: policy, joinToken, ...rest } = given as Record<string, unknown>
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) throw new TypeError(`there is nothing to configure by the name of '${unknown}'`)
  const iceServers = readIceServers(servers)
  if (iceServers === BAD) {
    throw new TypeError(
      "'iceServers' must be a list like [{urls: 'stun:stun.example.org'}]; turn: needs its credentials",
    )
  }
  if (policy !== undefined && policy !== 'all' && policy !== 'relay') {
    throw new TypeError("'iceTransportPolicy' must be 'all' or 'relay'")
  }
  if (joinToken !== undefined && typeof joinToken !== 'function') {
    throw new TypeError("'joinToken' must be a function that takes an info hash and gives a token")
  }
  return {
    ...(joinToken === undefined ? {} : { joinToken: joinToken as JoinTokenSource }),
    ...(iceServers === undefined ? {} : { iceServers }),
    ...(policy === undefined ? {} : { iceTransportPolicy: policy }),
  }
}

/** The page's own word goes before `iceServers`, which a tracker gave, or we have. */
export function networkInForce(
  own: NetworkConfiguration | undefined,
  iceServers: readonly IceServer[],
): Required<Omit<NetworkConfiguration, 'joinToken'>> {
  return { iceServers: own?.iceServers ?? iceServers, iceTransportPolicy: own?.iceTransportPolicy ?? 'all' }
}
