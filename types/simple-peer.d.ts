/** The bundle that simple-peer ships for browsers: the same class. */
declare module 'simple-peer/simplepeer.min.js' {
  export { default } from 'simple-peer'
}
