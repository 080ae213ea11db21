/**
 * The fields that both directions of the tracker protocol share: ids, session descriptions, ICE servers.
 *
 * On the wire an id is a "binary string", 20 UTF-16 units of 0-255; in here it is hex. Of a session description only
 * `type` and `sdp` are ever taken, so nothing else a client puts there travels on.
 */
import { HEX_IDS, type IdForm, type InfoHash, type PeerId } from '../ids.ts'
import { asObject, BAD, type Bad, readText } from './json-fields.ts'
import { type IceServer, type OfferId, WIRE_LIMITS } from './tracker-messages.ts'

export const readInfoHash = (value: unknown, { read } = HEX_IDS) => read(value) as InfoHash | undefined
export const readPeerId = (value: unknown, { read } = HEX_IDS) => read(value) as PeerId | undefined
export const readOfferId = (value: unknown, { read } = HEX_IDS) => read(value) as OfferId | undefined

/** @returns the SDP of `{type, sdp}`, or `undefined` where it is not of that type, empty or longer than `sdpBytes`. */
export function readSdp(value: unknown, type: 'offer' | 'answer'): string | undefined {
  const description = asObject(value)
  if (description?.type !== type) return undefined
  const sdp = readText(description.sdp, WIRE_LIMITS.sdpBytes)
  return typeof sdp === 'string' && fitsInBytes(sdp) ? sdp : undefined
}

const utf8 = new TextEncoder()
/** Written to, never read. */
const room = new Uint8Array(WIRE_LIMITS.sdpBytes)

/** A UTF-16 unit takes three bytes at most, so that the usual description is not counted through. */
function fitsInBytes(sdp: string): boolean {
  return 3 * sdp.length <= room.length || utf8.encodeInto(sdp, room).read === sdp.length
}

/** @returns ids, each once; `undefined` where the field is absent. */
export function readPeerIds(value: unknown, form: IdForm = HEX_IDS): readonly PeerId[] | undefined | Bad {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || value.length > WIRE_LIMITS.peersPerAnnounce) return BAD
  const ids = new Set<PeerId>()
  for (const item of value) {
    const id = readPeerId(item, form)
    if (id === undefined) return BAD
    ids.add(id)
  }
  return [...ids]
}

/** Printable ASCII only: a line end in a candidate would be a line of somebody's session description. */
const CANDIDATE = /^[\x20-\x7e]+$/

export function readCandidates(value: unknown): readonly string[] | undefined {
  const { candidatesPerMessage, candidateLength } = WIRE_LIMITS
  if (!Array.isArray(value) || value.length === 0 || value.length > candidatesPerMessage) return undefined
  const isCandidate = (item: unknown) =>
    typeof item === 'string' && item.length <= candidateLength && CANDIDATE.test(item)
  return value.every(isCandidate) ? [...value] : undefined
}

const ICE_URL = /^(stuns?|turns?):[^\s]+$/i

/** Checked as strictly as RTCPeerConnection's constructor would, which throws on a bad list (RFC 7064, RFC 7065). */
export function readIceServers(value: unknown): readonly IceServer[] | undefined | Bad {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || value.length > WIRE_LIMITS.iceServers) return BAD
  const servers: IceServer[] = []
  for (const item of value) {
    const server = readIceServer(item)
    if (server === undefined) return BAD
    servers.push(server)
  }
  return servers
}

function readIceServer(value: unknown): IceServer | undefined {
  const fields = asObject(value)
  if (fields === undefined) return undefined
  const urls = Array.isArray(fields.urls) ? fields.urls : [fields.urls]
  if (urls.length === 0 || urls.length > WIRE_LIMITS.urlsPerIceServer || !urls.every(isIceUrl)) return undefined
  const username = readText(fields.username, WIRE_LIMITS.iceTextLength)
  const credential = readText(fields.credential, WIRE_LIMITS.iceTextLength)
  if (username === BAD || credential === BAD) return undefined
  const needsLogin = urls.some((url) => /^turns?:/i.test(url))
  if (needsLogin && (username === undefined || credential === undefined)) return undefined
  return {
    urls: Array.isArray(fields.urls) ? urls : (urls[0] as string),
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }
}

function isIceUrl(value: unknown): value is string {
  return typeof value === 'string' && value.length <= WIRE_LIMITS.iceTextLength && ICE_URL.test(value)
}
