import Sqlite from 'better-sqlite3'

/** Messages a second that become a case by hand-written group transactions: the rows core writes, and nothing else. */
export function rawCases(path: string, count: number, group = 20): number {
  const db = new Sqlite(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`
    create table customers (id text primary key, name text, created_at text);
    create table handles (id text primary key, customer_id text, external_id text unique, name text, created_at text);
    create table threads (id text primary key, external_id text unique, created_at text);
    create table cases (number integer primary key autoincrement, id text unique, customer_id text, subject text, status text, urgency text);
    create index cases_urgency on cases (status, urgency, id);
    create table case_threads (case_id text, thread_id text, customer_id text, receiving_since text, primary key (case_id, thread_id));
    create table messages (seq integer primary key autoincrement, id text unique, case_id text, thread_id text, external_id text unique, text text, at text);
    create index messages_case on messages (case_id, seq);
    create virtual table message_words using fts5(words, content='', contentless_delete=1);
    create table events (seq integer primary key autoincrement, at text, type text, case_id text, data text);
    create index events_case on events (case_id, seq);`)
  const run = {
    customer: db.prepare('insert into customers values (?, ?, ?)'),
    handle: db.prepare('insert into handles values (?, ?, ?, ?, ?)'),
    thread: db.prepare('insert into threads values (?, ?, ?)'),
    case: db.prepare('insert into cases (id, customer_id, subject, status, urgency) values (?, ?, ?, ?, ?)'),
    link: db.prepare('insert into case_threads values (?, ?, ?, ?)'),
    message: db.prepare(
      'insert into messages (id, case_id, thread_id, external_id, text, at) values (?, ?, ?, ?, ?, ?)',
    ),
    words: db.prepare('insert into message_words (rowid, words) values (?, ?)'),
    event: db.prepare('insert into events (at, type, case_id, data) values (?, ?, ?, ?)'),
  }
  const text = 'Kan ik mij nog aanmelden voor verpleegkunde? Ik hoor al een week niets.'.padEnd(700, ' .')
  const at = new Date().toISOString()
  const one = (n: number) => {
    run.customer.run(`c${n}`, `Bezoeker ${n}`, at)
    run.handle.run(`h${n}`, `c${n}`, `x${n}`, `Bezoeker ${n}`, at)
    run.thread.run(`t${n}`, `x${n}`, at)
    run.case.run(`k${n}`, `c${n}`, text.slice(0, 60), 'new', at)
    run.link.run(`k${n}`, `t${n}`, `c${n}`, at)
    const { lastInsertRowid } = run.message.run(`m${n}`, `k${n}`, `t${n}`, `x${n}`, text, at)
    run.words.run(lastInsertRowid, text)
    run.event.run(at, 'case.opened', `k${n}`, '{}')
    run.event.run(at, 'message.received', `k${n}`, '{}')
  }
  const many = db.transaction((from: number) => {
    for (let n = from; n < Math.min(from + group, count); n++) one(n)
  })
  const started = performance.now()
  for (let from = 0; from < count; from += group) many.immediate(from)
  const rate = count / ((performance.now() - started) / 1000)
  db.close()
  return rate
}
