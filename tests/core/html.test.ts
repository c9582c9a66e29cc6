import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitize, sanitized } from '../../core/lib/html.ts'
import { openWindow } from '../support/browser.ts'

/** Markup that parsers disagree about, each a way past some sanitiser. A-XS-02. */
const VECTORS = [
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<noembed><img src="</noembed><img src=x onerror=alert(1)>">',
  '<noframes><style></noframes><img src=x onerror=alert(1)>',
  '<iframe><img alt="</iframe><img src=x onerror=alert(1)>"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<svg><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"></foreignObject></svg>',
  '<svg><script>alert(1)</script></svg><svg onload=alert(1)>',
  '<svg><animate attributeName=href values=javascript:alert(1) /><a id=x><rect/></a></svg>',
  '<form id=a></form><form id=b><form><input autofocus onfocus=alert(1)></form>',
  '<table><caption><svg><title><style><img src="</style><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template><textarea><img title="</textarea><img src=x onerror=alert(1)>">',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<img/src=x/onerror=alert(1)//<b>',
  '<a href="java\tscript:alert(1)">a</a><a href="&#106;avascript:alert(1)">b</a><a href=" javascript:alert(1)">c</a>',
  '<a href="JaVaScRiPt&colon;alert(1)">a</a><a href="data:text/html,<script>alert(1)</script>">b</a><a href="vbscript:x">c</a>',
  '<a href="blob:https://example.org/1">a</a><a href="//evil.example/x">b</a><a href="\\\\evil.example">c</a>',
  '<p style="background:url(https://evil.example/x)">a</p><style>@import "https://evil.example/x"</style><b class=x id=y>',
  '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=javascript:alert(1)"><link rel=stylesheet href=x>',
  '<object data="x"></object><embed src="x"><applet code=x></applet><video src=x poster=y onerror=alert(1)></video><audio src=x>',
  '<button formaction="javascript:alert(1)">x</button><details open ontoggle=alert(1)><select onfocus=alert(1)><option></select>',
  '<p dir="rtl" onclick="alert(1)" lang="nl">goed</p><!--[if IE]><script>alert(1)</script><![endif]-->',
  '<script>alert(1)</script><scr<script>ipt>alert(1)</script><SCRIPT/XSS SRC="x"></SCRIPT><<script>alert(1)//<</script>',
  `<img data-source="https://evil.example/x" src="javascript:alert(1)"><input type=image src="x"><img srcset="x 1x">`,
  `${'<div>'.repeat(5000)}diep${'</div>'.repeat(5000)}`,
  `<a href="https://example.org/${'x'.repeat(10_000)}">lang</a>`,
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt><img src\u0000=x onerror=alert(1)>',
]

const ELEMENTS =
  'P BR DIV SPAN B STRONG I EM U S SUB SUP SMALL HR BLOCKQUOTE PRE CODE H1 H2 H3 H4 H5 H6 UL OL LI DL DT DD A IMG TABLE THEAD TBODY TFOOT TR TH TD CAPTION'
const ATTRIBUTES = 'href rel alt data-source data-quoted width height colspan rowspan dir lang'

/** What a real browser makes of markup that it is given to show: everything in it that should not be there. */
async function intruders(pieces: string[]) {
  const context = await openWindow()
  const page = await context.newPage()
  const asked: string[] = []
  await page.route('**/*', route => {
    asked.push(route.request().url())
    return route.abort()
  })
  const found = await page.evaluate(
    async ({ pieces, elements, attributes }) => {
      const alerts: string[] = []
      window.alert = said => void alerts.push(String(said))
      const wrong: string[] = []
      for (const [number, piece] of pieces.entries()) {
        const place = document.createElement('div')
        document.body.append(place)
        place.innerHTML = piece
        for (const element of place.querySelectorAll('*')) {
          const { tagName } = element
          if (!elements.includes(tagName)) wrong.push(`${number}: <${tagName}>`)
          for (const { name, value } of element.attributes) {
            if (!attributes.includes(name)) wrong.push(`${number}: ${tagName} ${name}`)
            if (name === 'href' && !/^(https?:|mailto:|tel:)/.test(value)) wrong.push(`${number}: href ${value}`)
            if (name === 'data-source' && !/^(https?|cid):/i.test(value)) wrong.push(`${number}: source ${value}`)
          }
        }
      }
      // What fails to load runs its handler a little later.
      await new Promise(resolve => setTimeout(resolve, 500))
      return { wrong, alerts }
    },
    { pieces, elements: ELEMENTS.split(' '), attributes: ATTRIBUTES.split(' ') },
  )
  await context.close()
  return { ...found, asked }
}

test('A-XS-02: nothing that a real browser would run or load is left of markup that parsers disagree about', {
  timeout: 60_000,
}, async () => {
  expect(await intruders(VECTORS.map(sanitize))).toEqual({ wrong: [], alerts: [], asked: [] })
  // The witness sees what it should: unsanitised, they do run and load.
  const seen = await intruders(VECTORS)
  expect(seen.wrong.length).toBeGreaterThan(50)
  expect(seen.alerts).toContain('1')
  expect(seen.asked).toContain('https://evil.example/x')
})

/** That is ours to write, and nobody's to send. */
const withoutSources = (html: string) => html.replaceAll(/ data-source="[^"]*"/g, '')

test('A-XS-02: what was sanitised stays as it is when it is sanitised again', () => {
  for (const vector of VECTORS) expect(sanitize(sanitize(vector))).toBe(withoutSources(sanitize(vector)))
})

/** What is left for the eye. */
const words = (html: string) => html.replaceAll(/<[^>]*>/g, '')

test('A-XS-02: no mixture of such markup gets past either', () => {
  const pieces = VECTORS.filter(vector => vector.length < 300).flatMap(vector => vector.split(/(?=[<"])/))
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), mixture => {
      const kept = sanitize(mixture.join(''))
      // Once more, as by a browser that reads it differently: elements may end elsewhere, nothing new may appear.
      const again = sanitize(kept)
      for (const html of [kept, again]) {
        expect(html).not.toMatch(
          /<(?!\/?(p|br|div|span|b|strong|i|em|a|img|h\d|hr|t\w+|caption|ul|ol|li|d[ltd]|pre|code|u|s|su[bp]|small|blockquote)\b)/,
        )
        expect(html.replace(/"[^"]*"/g, '')).not.toMatch(/<[^>]*\s(on\w+|style|src|srcset|id|class)\b/)
      }
      expect(words(again)).toBe(words(kept))
    }),
    { numRuns: 2000 },
  )
})

const REL = 'rel="noopener noreferrer nofollow"'

test.each([
  ['a paragraph', '<p>Dag <b>Sanne</b>,<br>tot <i>morgen</i>.</p>', '<p>Dag <b>Sanne</b>,<br />tot <i>morgen</i>.</p>'],
  ['a list', '<ul><li>één</li><li>twee</li></ul>', '<ul><li>één</li><li>twee</li></ul>'],
  ['a table', '<table><tr><td colspan="2">x</td></tr></table>', '<table><tr><td colspan="2">x</td></tr></table>'],
  ['a quotation', '<blockquote>eerder</blockquote>', '<blockquote>eerder</blockquote>'],
  ['less than', '<p>2 &lt; 3 &amp; 4</p>', '<p>2 &lt; 3 &amp; 4</p>'],
  ['words in strange elements', '<center><font color=red>Let op</font></center>', 'Let op'],
  [
    'a link, which tells its target nothing',
    '<a href="https://example.org/?a=1&b=2" target="_blank" rel="opener">hier</a>',
    '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow">hier</a>',
  ],
  ['a link within its own site, which is not ours', '<a href="/inloggen">hier</a>', `<a ${REL}>hier</a>`],
  ['a link to nowhere', '<a href="?a=1">a</a><a href="#b">b</a>', `<a ${REL}>a</a><a ${REL}>b</a>`],
  ['a list without its ends', '<ul><li>één<li>twee</ul>drie', '<ul><li>één</li><li>twee</li></ul>drie'],
  [
    'a table without its ends',
    '<table><tr><td>a<td>b<tr><td>c</table>d',
    '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d',
  ],
  ['two hundred paragraphs without their ends', '<p>x'.repeat(200), '<p>x</p>'.repeat(200)],
  ['what stands after a choice', '<select><option>a<option>b</select>c', 'c'],
  ['what stands after a drawing', '<center><svg><path/></svg>a</center>b<svg/>c', 'abc'],
  ['styles, however long, before what is said', `<style>${'a{}'.repeat(100_000)}</style><p>Dag</p>`, '<p>Dag</p>'],
  [
    'what is too deep, as text',
    `${'<b>'.repeat(500)}diep${'</b>'.repeat(500)}<i>uit</i>`,
    `${'<b>'.repeat(50)}diep${'</b>'.repeat(50)}<i>uit</i>`,
  ],
  ['what stands in too many tags, as text', '<b>x</b>'.repeat(20_002), `${'<b>x</b>'.repeat(20_000)}xx`],
  ['half an address, which leads elsewhere', `<a href="https://x.nl/${'y'.repeat(5000)}">a</a>`, `<a ${REL}>a</a>`],
  ['quotes and signs in an attribute', `<img alt='"<b>&amp;"'>`, '<img alt="&quot;&lt;b&gt;&amp;&quot;" />'],
  [
    'a mail address',
    '<a href="mailto:info@example.org">mail</a>',
    '<a href="mailto:info@example.org" rel="noopener noreferrer nofollow">mail</a>',
  ],
  [
    'where a mail is folded',
    'Ja.<span data-quoted="" class="x"></span>&gt; Kom je?',
    'Ja.<span data-quoted></span>&gt; Kom je?',
  ],
])('%s keeps its meaning', (_, given, kept) => expect(sanitize(given)).toBe(kept))

test.each([
  '/graphql',
  'graphql?query={me}',
  './x',
  '#top',
  '?logout',
  '\\\\school.nl',
  '',
  ' /x',
  '/x:y',
  '&#47;admin',
])('a link to %s, which would lead into Webcare, is its words alone', href => {
  expect(sanitize(`<a href="${href}">hier</a>`)).toBe('<a rel="noopener noreferrer nofollow">hier</a>')
})

test('a million characters are looked at, a hundred thousand are for reading, and it is known when there were more', () => {
  const text = (length: number) => sanitized(`<p>${'x'.repeat(length)}</p>`)
  expect(text(100_000)).toEqual({ html: `<p>${'x'.repeat(100_000)}</p>`, isCut: false })
  expect(text(100_001)).toEqual({ html: `<p>${'x'.repeat(100_000)}</p>`, isCut: true })
  expect(sanitized(`<!--${'x'.repeat(1_000_000)}--><p>weg</p>`)).toEqual({ html: '', isCut: true })
  const links = `<a href="https://x.nl/${'y'.repeat(100)}">a</a>`.repeat(9000)
  expect(sanitized(links)).toEqual({ html: undefined, isCut: true })
})

test('A-XS-05: no image is loaded by looking: where it comes from is kept apart', () => {
  expect(sanitize('<img src="https://track.example/1.gif" alt="Logo" width="1" height="1">')).toBe(
    '<img alt="Logo" width="1" height="1" data-source="https://track.example/1.gif" />',
  )
  expect(sanitize('<img src="cid:logo@example">')).toBe('<img alt="" data-source="cid:logo@example" />')
  for (const src of ['data:image/png;base64,AA==', '//track.example/1.gif', '/files/1', 'javascript:x']) {
    expect(sanitize(`<img src="${src}">`)).toBe('<img alt="" />')
  }
})
