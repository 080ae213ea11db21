/**
 * Which STUN and TURN servers players are told of: those the operator names, the tracker's own STUN, TURN with a login that
 * expires. Pure; it opens no port, and what it says of the tracker's own STUN holds only where somebody listens there.
 */
import type { IceServer } from '../../src/shared/wire/tracker.ts'
import { publicHost, type TrackerSettings } from '../ops/settings.ts'
import { TrackerError } from '../tracker-error.ts'
import type { TurnCredentials } from './turn-credentials.ts'

export type ReachSettings = Pick<TrackerSettings, 'host' | 'publicUrl' | 'iceServers' | 'stunPort' | 'stunUrl'>

/** @param unixMs as `Date.now()`. @returns the same list until a login in it is a new one; `undefined`: nothing is said */
export type IceServersAt = (unixMs: number) => readonly IceServer[] | undefined

/**
 * @param turn where `turnUrls` are set
 * @throws TrackerError `bad-settings` where the tracker answers STUN and nothing says at which address players find it.
 */
export function iceServersOf(settings: ReachSettings, turn: TurnCredentials | undefined): IceServersAt {
  const stunUrl = ownStunUrl(settings)
  const always = [...(settings.iceServers ?? []), ...(stunUrl === undefined ? [] : [{ urls: stunUrl }])]
  if (turn === undefined) {
    const servers = settings.iceServers === undefined && stunUrl === undefined ? undefined : always
    return () => servers
  }
  let server: IceServer | undefined
  let servers: readonly IceServer[] = always
  return (unixMs) => {
    const current = turn.serverAt(unixMs)
    if (current !== server) {
      server = current
      servers = [...always, current]
    }
    return servers
  }
}

function ownStunUrl(settings: ReachSettings): string | undefined {
  const { stunPort, stunUrl, publicUrl, host } = settings
  if (stunPort === undefined || stunUrl !== undefined) return stunUrl
  const name = publicHost({ publicUrl, host })
  if (name === '0.0.0.0' || name === '[::]') {
    throw new TrackerError(
      'bad-settings',
      `tracker settings: the tracker listens on ${host}, so say where players reach its 'stunPort': 'publicUrl' or 'stunUrl'`,
    )
  }
  return `stun:${name}:${stunPort}`
}
