/**
 * How ICE candidates are written: as in SDP (RFC 8839, section 5.1), and in the few letters of short descriptions
 * (docs/protocol.md, "Short descriptions"). Patterns only: players write and read by them, the tracker looks for addresses.
 *
 * One component and only UDP or TCP, for that is all a data channel has.
 */

/** ICE's name and password. */
export const ICE_WORD = /^[A-Za-z0-9+/]{4,256}$/
export const SHORT_MARK = 'gv1'
/** The certificate's SHA-256 in base64 without its `=`. */
export const SHORT_FINGERPRINT = /^[A-Za-z0-9+/]{43}$/
export const SHORT_MESSAGE_SIZE = /^\d{1,10}$/
/** Type, priority in base 36, address, port. */
export const SHORT_CANDIDATE = /^([hspr])([0-9a-z]{1,7}),([^,]+),(\d{1,5})$/
export const SHORT_TYPES = { h: 'host', s: 'srflx', p: 'prflx', r: 'relay' } as const

/** Protocol, priority, address, port, type, extensions. */
export const CANDIDATE =
  /^candidate:\S+ 1 (udp|tcp) (\d{1,10}) (\S+) (\d{1,5}) typ (host|srflx|prflx|relay)((?: [!-~]+ [!-~]+)*)$/i

const IP = '[0-9A-Fa-f:.]{2,45}'
/** A name made up for one connection, which only this network resolves (draft-ietf-mmusic-mdns-ice-candidates). */
const MDNS_NAME = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.local'
export const IS_MDNS_NAME = new RegExp(`^${MDNS_NAME}$`)
export const ADDRESS = new RegExp(`^(?:${IP}|${MDNS_NAME})$`)
