/**
 * Where to go after signing in: a path of ours or the start. Anything a browser could read as another origin is refused,
 * also when it hides behind escapes or backslashes.
 */
export function safeNext(wanted: string | null | undefined): `/${string}` {
  if (!wanted?.startsWith('/')) return '/'
  let path = wanted
  for (let again = true; again; ) {
    // Twice escaped is once escaped for whoever decodes next.
    const plain = decoded(path)
    if (plain === undefined) return '/'
    again = plain !== path
    path = plain
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these from a URL before they read it
  if (path.startsWith('//') || /[\\\u0000-\u001f\u007f]/.test(path)) return '/'
  return wanted as `/${string}`
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
