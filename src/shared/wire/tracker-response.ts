/**
 * Tracker to client: reads and writes what a tracker says, ours or a stock one.
 *
 * It decides what is well formed; whose socket it came over, and whether anybody waits for it, is the caller's. Messages
 * it cannot read are to be ignored, not to be taken as a reason to leave: the next one may be fine.
 */
import { HEX_IDS, type IdForm, type InfoHash } from '../ids.ts'
import { asObject, BAD, type JsonObject, readCount, readJsonObject, readText } from './json-fields.ts'
import {
  readCandidates,
  readIceServers,
  readInfoHash,
  readOfferId,
  readPeerId,
  readPeerIds,
  readSdp,
} from './tracker-fields.ts'
import { leasedFields, parseLeased, readLeaseSeconds } from './tracker-lease.ts'
import {
  DEFAULT_INTERVAL_SECONDS,
  type Failure,
  type FailureCode,
  type Parsed,
  type SwarmCounts,
  type TrackerMessage,
  type Unreadable,
  WIRE_LIMITS,
  type WireAction,
} from './tracker-messages.ts'

const DAY_SECONDS = 86_400

/** Reads one text frame of a tracker. Never throws. */
export function parseTrackerMessage(text: string): Parsed<TrackerMessage> {
  const fields = readJsonObject(text)
  if (typeof fields === 'string') return unreadable('announce', fields)
  const reason = fields['failure reason']
  if (reason !== undefined && reason !== null) return { ok: true, message: readFailure(fields, reason) }
  switch (fields.action) {
    case 'announce':
      return parseAnnounced(fields)
    case 'scrape':
      return parseScraped(fields)
    case 'lease':
      return parseLeased(fields)
    default:
      return unreadable('announce', "'action' is not one of 'announce', 'scrape', 'lease'")
  }
}

/** Other trackers leave `action` or `info_hash` out of failures; a failure is taken as it comes. */
function readFailure(fields: JsonObject, reason: unknown): Failure {
  const infoHash = readInfoHash(fields.info_hash)
  return {
    type: 'failure',
    action: fields.action === 'scrape' || fields.action === 'lease' ? fields.action : 'announce',
    reason: typeof reason === 'string' ? reason.slice(0, WIRE_LIMITS.reasonLength) : 'the tracker refused',
    ...(infoHash === undefined ? {} : { infoHash }),
    ...(isFailureCode(fields.code) ? { code: fields.code } : {}),
  }
}

const FAILURE_CODES: readonly unknown[] = ['unlisted', 'withdrawn', 'token'] satisfies FailureCode[]
const isFailureCode = (value: unknown): value is FailureCode => FAILURE_CODES.includes(value)

function parseAnnounced(fields: JsonObject): Parsed<TrackerMessage> {
  const infoHash = readInfoHash(fields.info_hash)
  if (infoHash === undefined) return unreadable('announce', "'info_hash' is not 20 bytes")
  for (const type of ['offer', 'answer'] as const) {
    if (fields[type] === undefined || fields[type] === null) continue
    const peerId = readPeerId(fields.peer_id)
    const offerId = readOfferId(fields.offer_id)
    const sdp = readSdp(fields[type], type)
    if (peerId === undefined) return unreadable('announce', "'peer_id' is not 20 bytes", infoHash)
    if (offerId === undefined) return unreadable('announce', "'offer_id' is not 20 bytes", infoHash)
    if (sdp === undefined) return unreadable('announce', `'${type}' is not a session description`, infoHash)
    const directed = type === 'offer' && fields.directed === true
    return { ok: true, message: { type, infoHash, peerId, offerId, sdp, ...(directed ? { directed } : {}) } as const }
  }
  if (fields.candidates !== undefined || fields.refused === true) return parseDirectedReply(fields, infoHash)
  return parseAck(fields, infoHash)
}

function parseDirectedReply(fields: JsonObject, infoHash: InfoHash): Parsed<TrackerMessage> {
  const peerId = readPeerId(fields.peer_id)
  const offerId = readOfferId(fields.offer_id)
  if (peerId === undefined) return unreadable('announce', "'peer_id' is not 20 bytes", infoHash)
  if (offerId === undefined) return unreadable('announce', "'offer_id' is not 20 bytes", infoHash)
  if (fields.refused === true) return { ok: true, message: { type: 'refused', infoHash, peerId, offerId } }
  const candidates = readCandidates(fields.candidates)
  if (candidates === undefined) return unreadable('announce', "'candidates' is not a list of candidates", infoHash)
  return { ok: true, message: { type: 'candidates', infoHash, peerId, offerId, candidates } }
}

function parseAck(fields: JsonObject, infoHash: InfoHash): Parsed<TrackerMessage> {
  const interval = readCount(fields.interval)
  if (interval === BAD || interval === 0 || (interval !== undefined && interval > DAY_SECONDS)) {
    return unreadable('announce', "'interval' is not a number of seconds up to a day", infoHash)
  }
  const complete = readCount(fields.complete)
  const incomplete = readCount(fields.incomplete)
  if (complete === BAD || incomplete === BAD) {
    return unreadable('announce', "'complete' and 'incomplete' are not counts", infoHash)
  }
  const iceServers = readIceServers(fields.iceServers)
  if (iceServers === BAD) return unreadable('announce', "'iceServers' is not a list of ICE servers", infoHash)
  const leaseSeconds = readLeaseSeconds(fields.leaseSeconds)
  if (leaseSeconds === BAD) return unreadable('announce', "'leaseSeconds' is not a number of seconds", infoHash)
  const peers = readPeerIds(fields.peers)
  const stock = readPeerIds(fields.stock)
  if (peers === BAD || stock === BAD) return unreadable('announce', "'peers' or 'stock' is not a list of ids", infoHash)
  const warning = readText(fields['warning message'], WIRE_LIMITS.reasonLength)
  const secret = readText(fields.secret, WIRE_LIMITS.secretLength)
  return {
    ok: true,
    message: {
      type: 'announced',
      infoHash,
      intervalSeconds: interval ?? DEFAULT_INTERVAL_SECONDS,
      complete: complete ?? 0,
      incomplete: incomplete ?? 0,
      ...(iceServers === undefined ? {} : { iceServers }),
      ...(peers === undefined ? {} : { peers }),
      ...(stock === undefined ? {} : { stock }),
      ...(leaseSeconds === undefined ? {} : { leaseSeconds }),
      ...(typeof secret === 'string' ? { secret } : {}),
      ...(typeof warning === 'string' ? { warning } : {}),
    },
  }
}

function parseScraped(fields: JsonObject): Parsed<TrackerMessage> {
  const listed = asObject(fields.files)
  if (listed === undefined) return unreadable('scrape', "'files' is not an object")
  const files = new Map<InfoHash, SwarmCounts>()
  for (const [key, value] of Object.entries(listed)) {
    const infoHash = readInfoHash(key)
    const counts = readCounts(value)
    if (infoHash === undefined || counts === undefined) return unreadable('scrape', "'files' has an unreadable entry")
    files.set(infoHash, counts)
  }
  return { ok: true, message: { type: 'scraped', files } }
}

function readCounts(value: unknown): SwarmCounts | undefined {
  const fields = asObject(value)
  if (fields === undefined) return undefined
  const complete = readCount(fields.complete)
  const incomplete = readCount(fields.incomplete)
  const downloaded = readCount(fields.downloaded)
  if (complete === BAD || incomplete === BAD || downloaded === BAD) return undefined
  return { complete: complete ?? 0, incomplete: incomplete ?? 0, downloaded: downloaded ?? 0 }
}

function unreadable(action: WireAction, reason: string, infoHash?: InfoHash): Unreadable {
  return { ok: false, reason, action, ...(infoHash === undefined ? {} : { infoHash }) }
}

/** Writes one text frame for a client. @param form How the message holds its ids. */
export function encodeTrackerMessage(message: TrackerMessage, form: IdForm = HEX_IDS): string {
  const { write } = form
  switch (message.type) {
    case 'announced':
      return JSON.stringify({
        action: 'announce',
        info_hash: write(message.infoHash),
        interval: message.intervalSeconds,
        complete: message.complete,
        incomplete: message.incomplete,
        iceServers: message.iceServers,
        peers: message.peers?.map((id) => write(id)),
        stock: message.stock?.map((id) => write(id)),
        leaseSeconds: message.leaseSeconds,
        secret: message.secret,
        'warning message': message.warning,
      })
    case 'offer':
    case 'answer':
      return JSON.stringify({
        action: 'announce',
        info_hash: write(message.infoHash),
        peer_id: write(message.peerId),
        offer_id: write(message.offerId),
        [message.type]: { type: message.type, sdp: message.sdp },
        directed: message.type === 'offer' ? message.directed : undefined,
      })
    case 'candidates':
    case 'refused':
      return JSON.stringify({
        action: 'announce',
        info_hash: write(message.infoHash),
        peer_id: write(message.peerId),
        offer_id: write(message.offerId),
        ...(message.type === 'refused' ? { refused: true } : { candidates: message.candidates }),
      })
    case 'scraped': {
      const files = [...message.files].map(([infoHash, counts]) => [write(infoHash), counts])
      return JSON.stringify({ action: 'scrape', files: Object.fromEntries(files) })
    }
    case 'leased':
      return JSON.stringify(leasedFields(message, form))
    case 'failure':
      return JSON.stringify({
        action: message.action,
        'failure reason': message.reason,
        info_hash: message.infoHash === undefined ? undefined : write(message.infoHash),
        code: message.code,
      })
  }
}
