/**
 * Client to tracker: reads and writes announce, answer and scrape; what is ours alone has files of its own.
 *
 * It decides what a well-formed request is, never whether it is welcome (allowlist, ids, limits of the operator):
 * that is the tracker's. Strict where a value would be stored or relayed, lenient where stock clients differ.
 */
import { HEX_IDS, hexToBinaryString, type IdForm, type InfoHash, type PeerId } from '../ids.ts'
import { asObject, BAD, type Bad, type JsonObject, readCount, readJsonObject, readText } from './json-fields.ts'
import { directedFields, isDirected, parseDirected } from './tracker-directed.ts'
import { readInfoHash, readOfferId, readPeerId, readPeerIds, readSdp } from './tracker-fields.ts'
import { leaseRequestFields, parseLeaseRequest } from './tracker-lease.ts'
import {
  type Announce,
  type AnnounceEvent,
  type ClientMessage,
  type Offer,
  type OfferId,
  type Parsed,
  type Unreadable,
  WIRE_LIMITS,
  type WireAction,
} from './tracker-messages.ts'

/** Reads one text frame of a client. Never throws. @param form How ids are handed out. */
export function parseClientMessage(text: string, form: IdForm = HEX_IDS): Parsed<ClientMessage> {
  const fields = readJsonObject(text)
  if (typeof fields === 'string') return unreadable('announce', fields)
  switch (fields.action) {
    case 'announce':
      return parseAnnounceOrAnswer(fields, form)
    case 'scrape':
      return parseScrape(fields, form)
    case 'lease':
      return parseLeaseRequest(fields, form)
    default:
      return unreadable('announce', "'action' must be 'announce', 'scrape' or 'lease'")
  }
}

function parseAnnounceOrAnswer(fields: JsonObject, form: IdForm): Parsed<ClientMessage> {
  const infoHash = readInfoHash(fields.info_hash, form)
  if (infoHash === undefined) return unreadable('announce', notTwentyBytes('info_hash'))
  const peerId = readPeerId(fields.peer_id, form)
  if (peerId === undefined) return unreadable('announce', notTwentyBytes('peer_id'), infoHash)
  if (fields.answer !== undefined && fields.answer !== null) return parseAnswer(fields, infoHash, peerId, form)
  return isDirected(fields)
    ? parseDirected(fields, infoHash, peerId, form)
    : parseAnnounce(fields, infoHash, peerId, form)
}

function parseAnnounce(fields: JsonObject, infoHash: InfoHash, peerId: PeerId, form: IdForm): Parsed<ClientMessage> {
  const event = readEvent(fields.event)
  if (event === BAD) {
    return unreadable('announce', "'event' must be 'started', 'completed' or 'stopped', if there is one", infoHash)
  }
  const numwant = readCount(fields.numwant)
  const want = readCount(fields.want)
  const uploadedBytes = readCount(fields.uploaded)
  const downloadedBytes = readCount(fields.downloaded)
  const leftBytes = readCount(fields.left)
  if (want === BAD || numwant === BAD || uploadedBytes === BAD || downloadedBytes === BAD || leftBytes === BAD) {
    const words = "'want', 'numwant', 'uploaded', 'downloaded' and 'left' must be numbers from 0"
    return unreadable('announce', words, infoHash)
  }
  const except = readPeerIds(fields.except, form)
  if (except === BAD) {
    return unreadable(
      'announce',
      `'except' must be a list of at most ${WIRE_LIMITS.peersPerAnnounce} peer ids`,
      infoHash,
    )
  }
  const secret = readText(fields.secret, WIRE_LIMITS.secretLength)
  if (secret === BAD) return unreadable('announce', "'secret' must be what an acknowledgement held", infoHash)
  const token = readText(fields.token, WIRE_LIMITS.tokenLength)
  if (token === BAD) {
    return unreadable('announce', `'token' must be text of at most ${WIRE_LIMITS.tokenLength} characters`, infoHash)
  }
  const offers = readOffers(fields.offers, form)
  if (typeof offers === 'string') return unreadable('announce', offers, infoHash)
  // Field by field: it is made some ten thousand times a second, and spreading costs more than all the rest of it.
  const message: Mutable<Announce> = { type: 'announce', infoHash, peerId, offers }
  if (event !== undefined) message.event = event
  if (numwant !== undefined) message.numwant = numwant
  if (want !== undefined) message.want = want
  if (except !== undefined) message.except = except
  if (uploadedBytes !== undefined) message.uploadedBytes = uploadedBytes
  if (downloadedBytes !== undefined) message.downloadedBytes = downloadedBytes
  if (leftBytes !== undefined) message.leftBytes = leftBytes
  if (secret !== undefined) message.secret = secret
  if (token !== undefined) message.token = token
  return { ok: true, message }
}

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] }

function readEvent(value: unknown): AnnounceEvent | undefined | Bad {
  switch (value) {
    case 'started':
    case 'completed':
    case 'stopped':
      return value
    case undefined:
    case null:
    case '':
    case 'empty':
    case 'update':
    case 'paused':
      return undefined
    default:
      return BAD
  }
}

/** @returns the offers, or a reason. Two of the same id would make an answer ambiguous. */
function readOffers(value: unknown, form: IdForm): readonly Offer[] | string {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return "'offers' must be a list"
  if (value.length > WIRE_LIMITS.offersPerAnnounce) {
    return `at most ${WIRE_LIMITS.offersPerAnnounce} offers an announce`
  }
  const offers = new Map<OfferId, Offer>()
  for (const item of value) {
    const fields = asObject(item)
    const offerId = readOfferId(fields?.offer_id, form)
    if (offerId === undefined) return notTwentyBytes('offer_id')
    if (offers.has(offerId)) return "two offers have the same 'offer_id'"
    const sdp = readSdp(fields?.offer, 'offer')
    if (sdp === undefined) return badDescription('offer')
    offers.set(offerId, { offerId, sdp })
  }
  return [...offers.values()]
}

function parseAnswer(fields: JsonObject, infoHash: InfoHash, peerId: PeerId, form: IdForm): Parsed<ClientMessage> {
  const toPeerId = readPeerId(fields.to_peer_id, form)
  if (toPeerId === undefined) return unreadable('announce', notTwentyBytes('to_peer_id'), infoHash)
  const offerId = readOfferId(fields.offer_id, form)
  if (offerId === undefined) return unreadable('announce', notTwentyBytes('offer_id'), infoHash)
  const sdp = readSdp(fields.answer, 'answer')
  if (sdp === undefined) return unreadable('announce', badDescription('answer'), infoHash)
  return { ok: true, message: { type: 'answer', infoHash, peerId, toPeerId, offerId, sdp } }
}

function parseScrape(fields: JsonObject, form: IdForm): Parsed<ClientMessage> {
  const named = Array.isArray(fields.info_hash) ? fields.info_hash : [fields.info_hash]
  if (named.length === 0 || named[0] === undefined) {
    return unreadable('scrape', "a scrape must name its 'info_hash'es: there is no full scrape")
  }
  if (named.length > WIRE_LIMITS.hashesPerScrape) {
    return unreadable('scrape', `at most ${WIRE_LIMITS.hashesPerScrape} hashes a scrape`)
  }
  const infoHashes = new Set<InfoHash>()
  for (const item of named) {
    const infoHash = readInfoHash(item, form)
    if (infoHash === undefined) return unreadable('scrape', notTwentyBytes('info_hash'))
    infoHashes.add(infoHash)
  }
  return { ok: true, message: { type: 'scrape', infoHashes: [...infoHashes] } }
}

function unreadable(action: WireAction, reason: string, infoHash?: InfoHash): Unreadable {
  return { ok: false, reason, action, ...(infoHash === undefined ? {} : { infoHash }) }
}

const notTwentyBytes = (field: string) => `'${field}' must be 20 bytes, as a string of 20 characters up to U+00FF`
const badDescription = (type: string) =>
  `'${type}' must be {type: '${type}', sdp} with an sdp of at most ${WIRE_LIMITS.sdpBytes} bytes`

/** Writes one text frame for the tracker. */
export function encodeClientMessage(message: ClientMessage): string {
  switch (message.type) {
    case 'announce':
      return JSON.stringify({
        action: 'announce',
        info_hash: hexToBinaryString(message.infoHash),
        peer_id: hexToBinaryString(message.peerId),
        event: message.event,
        numwant: message.numwant,
        want: message.want,
        except: message.except?.map(hexToBinaryString),
        uploaded: message.uploadedBytes,
        downloaded: message.downloadedBytes,
        left: message.leftBytes,
        secret: message.secret,
        token: message.token,
        offers: message.offers.map(({ offerId, sdp }) => ({
          offer_id: hexToBinaryString(offerId),
          offer: { type: 'offer', sdp },
        })),
      })
    case 'answer':
      return JSON.stringify({
        action: 'announce',
        info_hash: hexToBinaryString(message.infoHash),
        peer_id: hexToBinaryString(message.peerId),
        to_peer_id: hexToBinaryString(message.toPeerId),
        offer_id: hexToBinaryString(message.offerId),
        answer: { type: 'answer', sdp: message.sdp },
      })
    case 'scrape':
      return JSON.stringify({ action: 'scrape', info_hash: message.infoHashes.map(hexToBinaryString) })
    case 'directed-offer':
    case 'candidates':
    case 'refusal':
      return JSON.stringify(directedFields(message))
    case 'lease':
      return JSON.stringify(leaseRequestFields(message))
  }
}
