/** The publisher's public API: publish a show, serve one. */
export { type RunningServer, type ServerOptions, startServer } from './http-server.ts'
export { makeJoinKeys, mintJoinToken } from './jose-token.ts'
export { publish } from './node-publish.ts'
export { PublishError, type PublishErrorKind } from './publish-error.ts'
export type { PublishOptions } from './publish-options.ts'
export { describeReport, type EpisodeReport, type PublishReport } from './report.ts'
