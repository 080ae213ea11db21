/**
 * Writes a session description for a data channel in a few words, and reads it back (docs/protocol.md, "Short descriptions").
 *
 * Of the 800 characters that a browser says, some 150 differ from one connection to the next: ICE's name and password, the
 * certificate's fingerprint, the candidates. Between two players of ours only these travel. Where a description holds
 * anything that is not known here it is sent as it is. Pure; every word that comes in is checked, for it becomes a line of SDP.
 */
import {
  ADDRESS,
  CANDIDATE,
  ICE_WORD,
  SHORT_CANDIDATE,
  SHORT_FINGERPRINT,
  SHORT_MARK,
  SHORT_MESSAGE_SIZE,
  SHORT_TYPES,
} from '../../shared/wire/ice-candidate.ts'

/** What Chromium says; Firefox's and others' are written out. */
const USUAL_MESSAGE_SIZE = 262_144

/** Lines that say the same in every description for one data channel, or that only one's own browser needs. */
const SAID_ANYWAY =
  /^(?:v=0|o=.*|s=-|t=0 0|c=IN IP[46] .*|m=application \d+ UDP\/DTLS\/SCTP webrtc-datachannel|a=(?:group:BUNDLE 0|mid:0|sendrecv|extmap-allow-mixed|msid-semantic:.*|ice-options:.*|sctp-port:5000|end-of-candidates))$/

/** @returns the short form, or `sdp` itself where it cannot be said shorter. */
export function shortenDescription(sdp: string): string {
  const found = new Map<string, string>()
  const candidates: string[] = []
  for (const line of sdp.split(/\r?\n/)) {
    const named = /^a=(ice-ufrag|ice-pwd|fingerprint|setup|max-message-size):(.*)$/.exec(line)
    if (named !== null) found.set(named[1] ?? '', named[2] ?? '')
    else if (line.startsWith('a=candidate:')) candidates.push(line.slice(2))
    else if (line !== '' && !SAID_ANYWAY.test(line)) return sdp
  }
  const fingerprint = /^sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/i.exec(found.get('fingerprint') ?? '')?.[1]
  const size = found.get('max-message-size') ?? ''
  const short = candidates.map(shortenCandidate)
  const words = [
    SHORT_MARK,
    found.get('ice-ufrag') ?? '',
    found.get('ice-pwd') ?? '',
    fingerprint === undefined ? '' : toBase64(fingerprint),
    ...(size === `${USUAL_MESSAGE_SIZE}` ? [] : [size]),
    ...short.filter((candidate) => candidate !== ''),
  ]
  const isUsual = ['actpass', 'active'].includes(found.get('setup') ?? '') && words.every((word) => word.length > 0)
  // What is read back must be what was meant.
  return isUsual && short.every((one) => !one.startsWith('candidate:')) && lengthen(words) !== undefined
    ? words.join(' ')
    : sdp
}

/** @returns a whole description, also where it is one already; `undefined` where it is neither. */
export function lengthenDescription(text: string, type: 'offer' | 'answer'): string | undefined {
  if (text.startsWith('v=')) return text
  const said = lengthen(text.split(' '))
  if (said === undefined) return undefined
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...said.candidates.map((candidate) => `a=${candidate}`),
    `a=ice-ufrag:${said.ufrag}`,
    `a=ice-pwd:${said.password}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${said.fingerprint}`,
    // The offerer leaves it open who begins; browsers then begin as the answerer (RFC 8829, section 5.3.1).
    `a=setup:${type === 'offer' ? 'actpass' : 'active'}`,
    'a=mid:0',
    'a=sctp-port:5000',
    `a=max-message-size:${said.messageSize}`,
    '',
  ].join('\r\n')
}

/**
 * @returns the short form; the candidate itself where it has none; '' for one over TCP, by which two browsers never meet, since
 * both could only call.
 */
export function shortenCandidate(candidate: string): string {
  const [, protocol, priority, address = '', port, type] = CANDIDATE.exec(candidate) ?? []
  if (protocol === undefined) return candidate
  if (protocol.toLowerCase() === 'tcp') return ''
  const short = `${type?.toLowerCase().charAt(0)}${Number(priority).toString(36)},${address},${port}`
  return ADDRESS.test(address) ? short : candidate
}

/** @returns a whole candidate (RFC 8839), `undefined` where it is none. @param index tells it from others of the same message. */
export function lengthenCandidate(text: string, index: number): string | undefined {
  if (text.startsWith('candidate:')) return text
  const [, type, priority = '', address = '', port] = SHORT_CANDIDATE.exec(text) ?? []
  if (type === undefined || !ADDRESS.test(address) || Number(port) > 65_535) return undefined
  const number = Number.parseInt(priority, 36)
  if (number >= 2 ** 32) return undefined
  const base = `candidate:${index + 1} 1 udp ${number} ${address} ${port} typ ${SHORT_TYPES[type as keyof typeof SHORT_TYPES]}`
  return type === 'h' ? base : `${base} raddr 0.0.0.0 rport 0`
}

function lengthen([mark, ufrag = '', password = '', fingerprint = '', ...rest]: readonly string[]) {
  if (mark !== SHORT_MARK || !ICE_WORD.test(ufrag) || !ICE_WORD.test(password) || !SHORT_FINGERPRINT.test(fingerprint))
    return undefined
  const [first = ''] = rest
  const saysSize = SHORT_MESSAGE_SIZE.test(first)
  const candidates = (saysSize ? rest.slice(1) : rest).map(lengthenCandidate)
  if (!candidates.every((candidate) => candidate?.startsWith('candidate:') && !/[^\x20-\x7e]/.test(candidate))) {
    return undefined
  }
  const messageSize = saysSize ? Number(first) : USUAL_MESSAGE_SIZE
  return { ufrag, password, fingerprint: toColons(fingerprint), messageSize, candidates }
}

/** 32 bytes as `AB:CD:…` to base64 without its `=`. */
function toBase64(colons: string): string {
  const bytes = colons.split(':').map((pair) => Number.parseInt(pair, 16))
  return btoa(String.fromCharCode(...bytes)).replace('=', '')
}

function toColons(base64: string): string {
  return Array.from(atob(base64), (char) => char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')).join(':')
}
