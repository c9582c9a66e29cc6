// What the pretend network holds: people, what they wrote, and the list of what changed, in memory alone.

export interface Person {
  id: string
  handle: string
  name: string
  followers: number
}
/** On the organisation's page, on somebody else's, or between one person and the organisation. */
export type Where = 'page' | 'elsewhere' | 'direct'

/** A picture of a post. */
export interface Picture {
  id: string
  name: string
  type: string
  alt: string
  content: Buffer
}

export interface Post {
  id: string
  /** The first post of the conversation; of direct messages, `direct-` and the person. */
  thread: string
  where: Where
  author: Person
  answers?: string
  text: string
  at: Date
  editedAt?: Date
  /** What the organisation's program called it. */
  reference?: string
  pictures?: readonly Picture[]
  liked?: true
  hidden?: true
}
export interface Change {
  type: 'posted' | 'edited' | 'deleted'
  at: Date
  post: Post
}
export interface Writing {
  text: string
  /** What it answers: of that its place and conversation follow. */
  answers?: string
  /** A conversation to write in; or a new post on the page or elsewhere, or to the organisation. */
  thread?: string
  where?: Where
  reference?: string
  /** Ids of pictures that were brought before. */
  pictures?: readonly string[]
}

/** What the network does not allow; `status` is how its API says so. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.name = 'Refused'
    this.status = status
  }
}

export const MAX_LENGTH = 500
/** How many pictures a post may have, and how many bytes one. */
export const MAX_PICTURES = 4
export const MAX_PICTURE = 1_000_000
/** How long after a person's last direct message the organisation may write to them. */
const DIRECT_HOURS = 24

export const ORGANISATION: Person = { id: 'org', handle: 'deschool', name: 'De School', followers: 1840 }
export const PEOPLE: readonly Person[] = [
  { id: 'p-1', handle: 'sanne', name: 'Sanne de Vries', followers: 212 },
  { id: 'p-2', handle: 'youssef', name: 'Youssef El Amrani', followers: 96 },
  { id: 'p-3', handle: 'marijke', name: 'Marijke Bakker', followers: 1530 },
  { id: 'p-4', handle: 'dekrant', name: 'De Krant', followers: 48_200 },
  { id: 'p-5', handle: 'lotte', name: 'Lotte Willems', followers: 341 },
  { id: 'p-6', handle: 'karim', name: 'Karim Haddou', followers: 158 },
  { id: 'p-7', handle: 'milan', name: 'Milan Smit', followers: 67 },
  { id: 'p-8', handle: 'roos', name: 'Roos Hendriks', followers: 420 },
  { id: 'p-9', handle: 'thijs', name: 'Thijs Mulder', followers: 89 },
  { id: 'p-10', handle: 'zeynep', name: 'Zeynep Kaya', followers: 266 },
  { id: 'p-11', handle: 'sofie', name: 'Sofie Peters', followers: 133 },
  { id: 'p-12', handle: 'daan', name: 'Daan Verbeek', followers: 71 },
  { id: 'p-13', handle: 'imane', name: 'Imane Bouzid', followers: 302 },
  { id: 'p-14', handle: 'jesse', name: 'Jesse van Leeuwen', followers: 54 },
  { id: 'p-15', handle: 'floor', name: 'Floor Maas', followers: 610 },
  { id: 'p-16', handle: 'omar', name: 'Omar Said', followers: 45 },
  { id: 'p-17', handle: 'eva', name: 'Eva Brouwer', followers: 884 },
  { id: 'p-18', handle: 'gast_8841', name: 'Een ouder', followers: 4 },
  { id: 'p-19', handle: 'prijs.deschool', name: 'De School Prijzen', followers: 2 },
]

function refuse(status: number, message: string): never {
  throw new Refused(status, message)
}

export type Square = ReturnType<typeof openSquare>

export function openSquare(now: () => Date) {
  const posts = new Map<string, Post>()
  const pictures = new Map<string, Picture>()
  const changes: Change[] = []
  const watchers = new Set<() => void>()
  let last = 0

  const find = (id: string): Post => {
    const post = posts.get(id)
    if (!post) throw new Refused(404, 'There is no such post')
    return post
  }
  const changed = (type: Change['type'], post: Post) => {
    changes.push({ type, at: now(), post: { ...post } })
    for (const watch of watchers) watch()
  }
  const isOurs = (post: Post) => post.author.id === ORGANISATION.id

  /** Where a new post comes to stand. */
  function placeFor(author: Person, { answers, thread, where = 'page' }: Writing): Pick<Post, 'where' | 'thread'> {
    if (answers !== undefined) return find(answers)
    if (thread !== undefined) return [...posts.values()].find(post => post.thread === thread) ?? find(thread)
    if (where === 'direct') return { where, thread: `direct-${author.id}` }
    return { where, thread: `post-${last + 1}` }
  }

  function mustBeAllowed(author: Person, text: string, { where, thread }: Pick<Post, 'where' | 'thread'>) {
    const length = [...text].length
    if (!text.trim() || length > MAX_LENGTH) throw new Refused(422, `A text has 1 to ${MAX_LENGTH} characters`)
    if (where !== 'direct') return
    if (author.id !== ORGANISATION.id) {
      if (thread !== `direct-${author.id}`) throw new Refused(403, 'This conversation is somebody else’s')
      return
    }
    const heard = [...posts.values()].findLast(post => post.thread === thread && !isOurs(post))
    if (!heard || now().getTime() - heard.at.getTime() > DIRECT_HOURS * 3600_000) {
      throw new Refused(403, `Direct messages are possible for ${DIRECT_HOURS} hours after the last of theirs`)
    }
  }

  function picturesOf(ids: readonly string[]): Picture[] {
    if (ids.length > MAX_PICTURES) throw new Refused(422, `A post has at most ${MAX_PICTURES} pictures`)
    return ids.map(id => pictures.get(id) ?? refuse(422, `There is no picture ${id}`))
  }

  return {
    pictures: pictures as ReadonlyMap<string, Picture>,
    /** A picture for a post that is still to be written. */
    bring(picture: Omit<Picture, 'id'>): Picture {
      if (!/^image\/(png|jpeg|webp)$/.test(picture.type)) refuse(415, 'A picture is PNG, JPEG or WebP')
      if (picture.content.length > MAX_PICTURE) refuse(413, `A picture has at most ${MAX_PICTURE} bytes`)
      const brought = { ...picture, id: `picture-${pictures.size + 1}` }
      pictures.set(brought.id, brought)
      return brought
    },
    posts: posts as ReadonlyMap<string, Post>,
    changes: changes as readonly Change[],
    find,
    write(author: Person, writing: Writing): Post {
      const { where, thread } = placeFor(author, writing)
      const text = writing.text.replace(/\r\n?/g, '\n')
      mustBeAllowed(author, text, { where, thread })
      const { answers, reference, pictures = [] } = writing
      const id = `post-${++last}`
      const post: Post = {
        id,
        thread,
        where,
        author,
        text,
        at: now(),
        ...(answers !== undefined && { answers }),
        ...(reference !== undefined && { reference }),
        ...(pictures.length && { pictures: picturesOf(pictures) }),
      }
      posts.set(id, post)
      changed('posted', post)
      return post
    },
    edit(author: Person, id: string, text: string): void {
      const post = find(id)
      if (post.author.id !== author.id) throw new Refused(403, 'Only the author can edit a post')
      mustBeAllowed(author, text, post)
      Object.assign(post, { text, editedAt: now() })
      changed('edited', post)
    },
    /** By its author; by the organisation also what others wrote on its page. */
    remove(who: Person, id: string): void {
      const post = find(id)
      if (post.author.id !== who.id && !(who.id === ORGANISATION.id && post.where === 'page')) {
        throw new Refused(403, 'This post is somebody else’s')
      }
      posts.delete(id)
      changed('deleted', post)
    },
    like(id: string): void {
      find(id).liked = true
    },
    /** From the organisation's page; its author still sees it. */
    hide(id: string): void {
      const post = find(id)
      if (post.where !== 'page' || isOurs(post)) throw new Refused(403, 'Only a comment on your own page can be hidden')
      post.hidden = true
    },
    /** Calls back after each change; returns how to stop. */
    watch(callback: () => void): () => void {
      watchers.add(callback)
      return () => watchers.delete(callback)
    },
  }
}
