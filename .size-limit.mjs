/** Size budgets, checked by `npm run size`: what is loaded before play is counted as the page loads it, not by folders. */
import { loadedFiles } from './scripts/lib/loaded-files.mjs'

const scripts = (files) => files.filter((file) => file.endsWith('.js'))

const LATE = 'dist/page/assets/late/'
const ENGINE = ['dom-one-swarm', 'dom-governor', 'dom-media-source', 'episode-engine', 'memory-piece-store']
const WITHOUT_WORKER = 'http-feed-desk'
/** What plays, but for what shares: loaded with the first turn to the player. */
const PLAYING = ['peer', 'http-extras', 'transcript']
/** The library, its views and the page as an app: with the first wish to keep something, or with the first play. */
const LIBRARY = [
  'app-shell',
  'dom-one-player',
  'dom-open-desk',
  'file-work',
  'gv-add-show',
  'gv-add-view',
  'gv-downloads-view',
  'gv-episode-about',
  'gv-episode-menu',
  'gv-history-view',
  'gv-insecure-notice',
  'gv-library-page',
  'gv-notes',
  'gv-passing-on',
  'gv-queue-view',
  'gv-search-view',
  'gv-settings-view',
  'gv-storage-view',
  'left-episode',
  'long-list',
  'play-wishes',
  'memory-tables',
  'route-words',
  'view-heading',
  'episode-filter',
  'dom-keep',
  'dom-keep-file',
  'idb-file-store',
  'kept-episodes',
  'change-budget',
]
const NOTES = 'dom-notes'

export default [
  {
    name: "the page's script before play, with its workers",
    path: [
      ...scripts(loadedFiles('dist/page/index.html')),
      'dist/page/assets/http-feed-worker-*.js',
      'dist/page/sw.js',
    ],
    limit: '70 KB',
    gzip: true,
  },
  {
    name: 'the engine and sharing, loaded late',
    path: ENGINE.map((name) => `${LATE}${name}-*.js`),
    limit: '90 KB',
    gzip: true,
  },
  {
    name: 'panels and extras of the player, each loaded when it is first wanted, together',
    path: [
      `${LATE}*.js`,
      ...[...ENGINE, ...PLAYING, ...LIBRARY, NOTES, WITHOUT_WORKER].map((name) => `!${LATE}${name}-*.js`),
    ],
    limit: '50 KB',
    gzip: true,
  },
  {
    name: 'what plays, loaded with the first turn to the player',
    path: PLAYING.map((name) => `${LATE}${name}-*.js`),
    limit: '26 KB',
    gzip: true,
  },
  {
    name: 'the library with all its views, each loaded when it is first wanted, together',
    path: LIBRARY.map((name) => `${LATE}${name}-*.js`),
    limit: '80 KB',
    gzip: true,
  },
  {
    name: "what makes an episode's notes safe, loaded with the first notes",
    path: `${LATE}${NOTES}-*.js`,
    limit: '15 KB',
    gzip: true,
  },
  {
    name: 'what reads feeds where no worker can, loaded only there',
    path: [`${LATE}${WITHOUT_WORKER}-*.js`, 'dist/page/assets/chapters-*.js'],
    limit: '18 KB',
    gzip: true,
  },
  {
    name: 'five other languages than English, together',
    path: 'dist/page/assets/languages/*.js',
    limit: '80 KB',
    gzip: true,
  },
  { name: 'the service worker', path: 'dist/page/sw.js', limit: '8 KB', gzip: true },
  {
    name: "the embedded player's script before play, with its worker",
    path: [...scripts(loadedFiles('dist/page/player.html')), 'dist/page/player-sw.js'],
    limit: '45 KB',
    gzip: true,
  },
  { name: "the embed's facade", path: 'dist/page/embed.js', limit: '6 KB', gzip: true },
  { name: 'the client that controls a frame', path: 'dist/page/client.js', limit: '3 KB', gzip: true },
]
