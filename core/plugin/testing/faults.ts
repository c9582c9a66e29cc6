import type { InboundEvent, Limits } from '../index.ts'

/** Bodies that no platform sends, and every address on the internet receives one day. `whole` are good ones to break. */
export function brokenBodies(whole: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const text = (value: string) => new Uint8Array(Buffer.from(value))
  const broken = new Map<string, Uint8Array>([
    ['nothing', text('')],
    ['null', text('null')],
    ['a number', text('0')],
    ['a word', text('"webcare"')],
    ['an empty list', text('[]')],
    ['an empty object', text('{}')],
    ['a list of nulls', text('[null,null]')],
    ['its prototype', text('{"__proto__":{"type":"message"},"constructor":1}')],
    ['lists, 100,000 deep', text('['.repeat(100_000))],
    ['lists, 10,000 deep and closed', text(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
    ['objects, 10,000 deep', text(`${'{"message":'.repeat(10_000)}1${'}'.repeat(10_000)}`)],
    ['a million times “a”', text('a'.repeat(1_000_000))],
    ['zero bytes', new Uint8Array(1000)],
    ['bytes by chance', chance(4096)],
  ])
  for (const [name, body] of whole) {
    for (const part of [0.25, 0.5, 0.9]) {
      broken.set(`${name}, cut off at ${part * 100} %`, body.subarray(0, Math.floor(body.length * part)))
    }
    const noisy = body.slice()
    chance(Math.ceil(body.length / 20)).forEach((byte, index) => {
      noisy[(index * 20 + byte) % noisy.length] = byte
    })
    broken.set(`${name}, with noise`, noisy)
  }
  return broken
}

/** The same bytes in each run, so that a failure can be looked at. */
function chance(length: number): Uint8Array {
  let state = 20_260_302
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  })
}

/** What is wrong with an event, in words for its author; empty when nothing is. */
export function faultsOf(event: InboundEvent, limits: Limits): string[] {
  const faults: string[] = []
  const need = (holds: boolean, what: string) => void (holds || faults.push(what))
  const isId = (value: unknown) => typeof value === 'string' && value.trim() !== ''
  const isTime = (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime())

  need(isId(event?.externalId), 'externalId must be text, the platform’s own id.')
  need(isTime(event?.at), 'at must be a valid Date.')
  if (event?.type === 'message') {
    const { thread, author, attachments = [] } = event
    need(isId(thread?.externalId), 'thread.externalId must be text, the same for all messages of one conversation.')
    need(
      limits.visibility.includes(thread?.visibility),
      `thread.visibility must be one of limits.visibility: ${limits.visibility.join(', ')}.`,
    )
    need(isId(author?.externalId), 'author.externalId must be text, an id that stays with the person.')
    need(['brand', 'consumer'].includes(event.place), 'place must be brand (our page) or consumer (somebody else’s).')
    need(typeof event.text === 'string', 'text must be text; empty where there is only a picture.')
    for (const { content, url, type } of attachments) {
      need((content === undefined) !== (url === undefined), 'An attachment has either content or url.')
      need(typeof type === 'string' && type !== '', 'An attachment has a media type, such as image/jpeg.')
    }
  } else if (event?.type === 'edited') {
    need(typeof event.text === 'string', 'text must be what the message says now.')
  } else if (event?.type === 'receipt') {
    need(['delivered', 'read', 'failed'].includes(event.status), 'status must be delivered, read or failed.')
  } else {
    need(event?.type === 'deleted', `There is no event of type ${JSON.stringify((event as { type?: unknown })?.type)}.`)
  }
  return faults
}

/** What is wrong with a channel's limits, in words for its author. */
export function limitFaults({ visibility, format, maxLength, count, perMinute, attachments }: Limits): string[] {
  const whole = (value: number | undefined) => value === undefined || (Number.isInteger(value) && value > 0)
  const checks: Array<[boolean, string]> = [
    [
      visibility.length > 0 && visibility.every(one => one === 'public' || one === 'private'),
      'visibility names public, private or both.',
    ],
    [format === 'text', 'format is text.'],
    [whole(maxLength), 'maxLength is a whole number above 0; leave it out where the platform has no limit.'],
    [
      count === undefined || ['characters', 'graphemes', 'bytes'].includes(count),
      'count is characters, graphemes or bytes.',
    ],
    [whole(perMinute), 'perMinute is a whole number above 0.'],
    [
      !attachments || (whole(attachments.maxCount) && whole(attachments.maxBytes) && attachments.types.length > 0),
      'attachments has maxCount and maxBytes above 0 and at least one type; leave it out where a reply has none.',
    ],
    [
      whole(attachments?.maxTotalBytes) && whole(attachments?.maxLength),
      'attachments.maxTotalBytes and attachments.maxLength are whole numbers above 0, or left out.',
    ],
    [
      !attachments?.types.some(type => !/^[a-z]+\/(\*|[\w.+-]+)$/.test(type)),
      'attachments.types are media types such as application/pdf or image/*.',
    ],
  ]
  return checks.filter(([holds]) => !holds).map(([, what]) => `limits.${what}`)
}
