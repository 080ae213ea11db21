/**
 * Takes the addresses out of a session description that the tracker's policy does not hand on (`candidate-policy.ts`). Pure.
 *
 * Addresses stand not only in candidates: browsers put one into `c=`, `o=`, `a=rtcp` and `a=remote-candidates` too, and its port
 * into `m=`. So lines that are known to tell none are kept, the known others are rewritten, and what is not known goes: a
 * browser that says a new thing loses that thing here, not its user's address. A description of anything but a
 * data channel is not handed on at all.
 */
import { ICE_WORD, SHORT_FINGERPRINT, SHORT_MARK, SHORT_MESSAGE_SIZE } from '../../src/shared/wire/ice-candidate.ts'
import { type CandidatePolicy, filterCandidate, filterCandidates } from './candidate-policy.ts'

type Filter = Exclude<CandidatePolicy, 'all'>

/** RFC 8841, and the draft before it that older browsers follow. */
const DATA_CHANNEL = /^m=application (\d{1,5}) ((?:(?:UDP|TCP)\/)?DTLS\/SCTP (?:webrtc-datachannel|\d{1,5}))$/
const ORIGIN = /^o=(\S+) (\d{1,20}) (\d{1,20}) /
/** By which pages tell an old Firefox, and what it can't do. */
const FIREFOX = /^mozilla\.\.\.THIS_IS_SDPARTA-\d+\.\d+$/
const NO_ADDRESS = 'IN IP4 0.0.0.0'
/** Lines without an address: of JSEP (RFC 8829, section 5.2), ICE (8839), DTLS (8122, 8842), SCTP (8841), BUNDLE (9143). */
const KEPT = new RegExp(
  `^(?:v=0|t=0 0|b=AS:\\d{1,9}|a=(?:${[
    'group:BUNDLE(?: [\\w+-]{1,64}){0,8}',
    'mid:[\\w+-]{1,64}',
    'msid-semantic:[ \\w*]{1,64}',
    'ice-(?:ufrag|pwd):[A-Za-z0-9+/]{4,256}',
    'ice-options:[\\w +-]{1,64}',
    'ice-lite',
    'end-of-candidates',
    'fingerprint:[\\w-]{1,16} (?:[0-9A-Fa-f]{2}:){15,63}[0-9A-Fa-f]{2}',
    'setup:(?:active|passive|actpass|holdconn)',
    'tls-id:[\\w+/-]{20,255}',
    'sctp-port:\\d{1,5}',
    'sctpmap:\\d{1,5} webrtc-datachannel(?: \\d{1,5})?',
    'max-message-size:\\d{1,20}',
    '(?:sendrecv|sendonly|recvonly|inactive|bundle-only|extmap-allow-mixed)',
  ].join('|')}))$`,
)

/**
 * @param sdp SDP, or a short description (docs/protocol.md)
 * @returns what may be handed on, `sdp` itself with `all`; `undefined` where it describes no data channel
 */
export function filterDescription(sdp: string, policy: CandidatePolicy): string | undefined {
  if (policy === 'all') return sdp
  return sdp.startsWith('v=') ? filterSdp(sdp, policy) : filterShort(sdp, policy)
}

function filterSdp(sdp: string, policy: Filter): string | undefined {
  const lines = sdp.split(/\r?\n/)
  const media = lines.filter((line) => line.startsWith('m='))
  if (media.length === 0 || !media.every((line) => DATA_CHANNEL.test(line))) return undefined
  const kept = lines.map((line) => filterLine(line, policy)).filter((line) => line !== undefined)
  return [...kept, ''].join('\r\n')
}

function filterLine(line: string, policy: Filter): string | undefined {
  if (line.startsWith('a=candidate:')) {
    const candidate = filterCandidate(line.slice(2), policy)
    return candidate === undefined ? undefined : `a=${candidate}`
  }
  if (line.startsWith('o=')) return withoutOrigin(line)
  if (line.startsWith('s=')) return 's=-'
  if (line.startsWith('c=')) return `c=${NO_ADDRESS}`
  // 0 means that it is not wanted; 9, that candidates follow (RFC 8829, section 5.2.1).
  const [, port, rest] = DATA_CHANNEL.exec(line) ?? []
  if (port !== undefined) return `m=application ${Number(port) === 0 ? 0 : 9} ${rest}`
  return KEPT.test(line) ? line : undefined
}

function withoutOrigin(line: string): string {
  const [, name = '', session = '1', version = '1'] = ORIGIN.exec(line) ?? []
  return `o=${FIREFOX.test(name) ? name : '-'} ${session} ${version} ${NO_ADDRESS}`
}

function filterShort(text: string, policy: Filter): string | undefined {
  const [mark, ufrag = '', password = '', fingerprint = '', ...rest] = text.split(' ')
  if (
    mark !== SHORT_MARK ||
    !ICE_WORD.test(ufrag) ||
    !ICE_WORD.test(password) ||
    !SHORT_FINGERPRINT.test(fingerprint)
  ) {
    return undefined
  }
  const size = rest.slice(0, SHORT_MESSAGE_SIZE.test(rest[0] ?? '') ? 1 : 0)
  const candidates = filterCandidates(rest.slice(size.length), policy)
  return [mark, ufrag, password, fingerprint, ...size, ...candidates].join(' ')
}
