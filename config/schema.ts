/** A setting: how its text becomes a value, what it is when absent, and one line for the README. */
export interface Setting<Value> {
  /** Undefined when the text is no such value. */
  parse(text: string): Value | undefined
  default: Value
  /** What a right value looks like, for the error message. */
  expected: string
  description: string
}

const whole = (min: number, max: number, value: number, description: string): Setting<number> => ({
  parse: text => {
    const number = Number(text)
    return /^\d+$/.test(text) && number >= min && number <= max ? number : undefined
  },
  default: value,
  expected: `a whole number from ${min} to ${max}`,
  description,
})

const text = (value: string, expected: string, description: string, valid = (_: string) => true): Setting<string> => ({
  parse: given => (valid(given) ? given : undefined),
  default: value,
  expected,
  description,
})

const choice = <Value extends string>(values: readonly Value[], value: Value, description: string): Setting<Value> => ({
  parse: given => values.find(known => known === given),
  default: value,
  expected: `one of ${values.join(', ')}`,
  description,
})

const list = (expected: string, description: string, valid = (_: string) => true): Setting<readonly string[]> => ({
  parse: given => {
    const items = given
      .split(',')
      .map(item => item.trim())
      .filter(Boolean)
    return items.every(valid) ? items : undefined
  },
  default: [],
  expected,
  description,
})

const isUrl = (given: string, ...protocols: string[]) => {
  const url = URL.parse(given)
  return url !== null && protocols.includes(url.protocol)
}

/** Every setting there is. Each is an environment variable of this name, or a key of the JSON file WEBCARE_CONFIG names. */
export const settings = {
  PORT: whole(0, 65535, 4321, 'Port to listen on; 0 takes a free one.'),
  HOST: text('127.0.0.1', 'an address of this machine', 'Address to listen on; 0.0.0.0 inside a container.'),
  WEBCARE_BASE_URL: text(
    '',
    'an http(s) address, such as https://webcare.example.org or https://example.org/webcare',
    'The address in the browser, with its path if it has one. Links in mail are made from it. Default: http://localhost with the port.',
    given => isUrl(given, 'http:', 'https:') && /^[\w./-]*$/.test(new URL(given).pathname) && !/[?#]/.test(given),
  ),
  WEBCARE_ALLOW_HTTP: choice(
    ['no', 'yes'],
    'no',
    'Allow a base address with plain http on another host than localhost. Passwords then travel unprotected.',
  ),
  WEBCARE_TRUSTED_PROXIES: list(
    'addresses or ranges, such as 10.0.0.1, 172.16.0.0/12',
    'Reverse proxies whose X-Forwarded-For is believed; nobody by default.',
    given => /^[0-9a-fA-F:.]+(\/\d{1,3})?$/.test(given),
  ),
  WEBCARE_DATA: text('data', 'a folder', 'Folder for the database file, the master key and attachments.'),
  WEBCARE_PLUGINS: text('', 'a folder', 'A folder with plugins of your own: a folder or file each.'),
  WEBCARE_PLUGIN_PACKAGES: list('npm names, such as @school/webcare-forum', 'Installed npm packages that are plugins.'),
  WEBCARE_ALLOWED_NETWORKS: list(
    'ranges, such as 10.1.0.0/16',
    'Networks inside that plugins may reach; none by default, so that no address somebody sends reaches your own machines.',
    given => /^[0-9a-fA-F:.]+\/\d{1,3}$/.test(given),
  ),
  DATABASE_URL: text(
    '',
    'file:/path/to/webcare.sqlite or postgres://user:password@host/database',
    'The database. Default: a SQLite file in WEBCARE_DATA.',
    given => /^file:.+/.test(given) || isUrl(given, 'postgres:', 'postgresql:'),
  ),
  WEBCARE_KEY_FILE: text('', 'a file', 'The master key. Default: master.key in WEBCARE_DATA, made on the first start.'),
  WEBCARE_ORGANISATION: text('Webcare', 'a name', 'The name of the organisation, on public pages and in mail.'),
  WEBCARE_LANGUAGE: choice(['nl', 'en', 'es'], 'nl', 'Language where a person has not chosen one.'),
  WEBCARE_TIME_ZONE: text(
    'Europe/Amsterdam',
    'an IANA time zone, such as Europe/Amsterdam',
    'Time zone in which dates are shown.',
    given => Intl.supportedValuesOf('timeZone').includes(given) || given === 'UTC',
  ),
  WEBCARE_REOPEN_HOURS: whole(
    1,
    8760,
    168,
    'A customer who writes within this many hours after closing reopens the case.',
  ),
  WEBCARE_RAW_DAYS: whole(
    1,
    3650,
    14,
    'For so many days after it was understood, what a platform sent is kept as it came, to look into when something reads wrong.',
  ),
  WEBCARE_UNDO_PUBLIC_SECONDS: whole(0, 30, 10, 'How long a public answer can be undone.'),
  WEBCARE_UNDO_PRIVATE_SECONDS: whole(0, 30, 5, 'How long a private answer can be undone.'),
  WEBCARE_SESSION_IDLE_MINUTES: whole(15, 480, 60, 'A session ends after this long without use.'),
  WEBCARE_SESSION_HOURS: whole(1, 24, 12, 'A session ends after this long in any case.'),
  WEBCARE_SMTP_URL: text(
    '',
    'smtp://user:password@host:587 or smtps://user:password@host',
    'Server for the system’s own mail: invitations, resets, notifications, copies of answers. Without it, links are shown to copy.',
    given => isUrl(given, 'smtp:', 'smtps:'),
  ),
  WEBCARE_MAIL_FROM: text('', 'an e-mail address', 'Sender of the system’s own mail.', given =>
    /^[^\s@]+@[^\s@]+$/.test(given),
  ),
  WEBCARE_LOG_LEVEL: choice(['silent', 'fatal', 'error', 'warn', 'info', 'debug'], 'info', 'How much is logged.'),
}

/** The values of all settings. */
export type Settings = {
  readonly [Key in keyof typeof settings]: (typeof settings)[Key] extends Setting<infer Value> ? Value : never
}
