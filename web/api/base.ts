/**
 * Where Webcare lives on its host: nothing, or a path such as `/klantcontact`. A built file stands one folder below it,
 * wherever that is, so the build need not know.
 */
export const base = import.meta.env.PROD ? new URL('..', import.meta.url).pathname.slice(0, -1) : ''

/** The address a browser needs for a path of ours; the router adds `base` by itself. */
export const at = (path: `/${string}`): string => base + path
