/** What the player frame needs to be controlled from outside, and the client's types. The scripts for other sites are embed.ts and client.ts. */
export { type AllowedOrigins, parseAllowedOrigins } from './allowed-origins.ts'
export type { GrapevineEvents, GrapevineFrame } from './client.ts'
export type { ControlledPlayer, CurrentChapter } from './controlled-player.ts'
export { type ReceiverOptions, servePlayerJs } from './dom-player-receiver.ts'
