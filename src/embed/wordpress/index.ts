/** Frames in WordPress: loaded only where it is WordPress that frames. */
export { serveWordPress, type WordPressOptions } from './dom-wordpress.ts'
