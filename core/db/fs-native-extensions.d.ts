declare module 'fs-native-extensions' {
  /** Locks some bytes of an open file until it is closed, for this process alone; false when another one has them. */
  export function tryLock(file: number, offset?: number, length?: number): boolean
}
