/** The looks of the network's page, in light and in dark. */
export const STYLE = `
:root {
  color-scheme: light dark; font: 1rem/1.45 system-ui, sans-serif;
  --back: light-dark(#f3f1ed, #17161a); --card: light-dark(#fff, #222127); --line: light-dark(#dcd8d0, #3a3842);
  --text: light-dark(#201d1a, #efedf2); --soft: light-dark(#625c55, #b3aebb); --brand: light-dark(#a1264d, #ff9ab5);
  --on-brand: light-dark(#fff, #3a0417); --ours: light-dark(#fdeef2, #35212a);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); }
h1, h2, p { margin: 0; }
a { color: var(--brand); }
.bar { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center;
  padding: .625rem max(1rem, calc(50% - 40rem)); border-bottom: 1px solid var(--line); background: var(--card); }
.bar h1 { font-size: 1.25rem; letter-spacing: -.02em; color: var(--brand); }
.bar p { color: var(--soft); font-size: .875rem; }
.people { display: flex; gap: .375rem; overflow-x: auto; padding: .75rem max(1rem, calc(50% - 40rem)) .25rem; }
.people a { flex: none; display: flex; gap: .375rem; align-items: center; padding: .25rem .75rem .25rem .25rem; border: 1px solid var(--line);
  border-radius: 2rem; background: var(--card); color: inherit; font-size: .875rem; text-decoration: none; }
.people a[aria-current] { border-color: var(--brand); box-shadow: inset 0 0 0 1px var(--brand); }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1.25rem; align-items: start;
  padding: .75rem max(1rem, calc(50% - 40rem)) 2rem; }
section { display: grid; gap: .75rem; min-width: 0; }
h2 { font-size: 1rem; padding-top: .25rem; }
.new, .thread, footer form { border: 1px solid var(--line); border-radius: .875rem; background: var(--card); padding: .875rem; }
.thread { display: grid; gap: .75rem; }
article { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); gap: 0 .625rem; overflow-wrap: anywhere; }
article + article { padding-left: 1rem; }
article > * { grid-column: 2; }
.face { grid-area: 1 / 1 / span 2; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  background: hsl(var(--hue) 45% 40%); color: #fff; font-size: .75rem; font-weight: 700; }
.people .face { width: 1.75rem; height: 1.75rem; font-size: .625rem; }
.ours .text { padding: .5rem .75rem; border-radius: .25rem .875rem .875rem; background: var(--ours); }
.who { color: var(--soft); font-size: .8125rem; } .who strong { color: var(--text); font-size: .9375rem; }
.text { white-space: pre-wrap; } .hidden { display: block; color: var(--soft); font-style: italic; }
.liked { color: var(--brand); }
img { max-width: 100%; max-height: 20rem; margin-top: .375rem; border-radius: .625rem; }
label { display: grid; gap: .25rem; color: var(--soft); font-size: .8125rem; }
textarea, select, button { font: inherit; color: inherit; }
textarea, select { width: 100%; padding: .5rem .625rem; border: 1px solid var(--soft); border-radius: .5rem; background: var(--back); }
textarea { min-height: 3.25rem; resize: vertical; }
button { min-height: 2.25rem; margin-top: .5rem; padding: 0 .875rem; border: 1px solid var(--soft); border-radius: 2rem; background: none; cursor: pointer; }
.main { border-color: var(--brand); background: var(--brand); color: var(--on-brand); font-weight: 600; }
summary { width: fit-content; min-height: 1.75rem; align-content: center; color: var(--soft); font-size: .8125rem; cursor: pointer; }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; }
footer { padding: 0 max(1rem, calc(50% - 40rem)) 2rem; }
.none { color: var(--soft); font-size: .875rem; }
[role=alert] { padding: .5rem .75rem; border: 2px solid var(--brand); border-radius: .5rem; color: var(--text); }
`
