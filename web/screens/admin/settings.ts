import { createMemo, createSignal } from 'solid-js'
import type { Problem } from '../../api/problem.ts'
import { problemText } from '../../app/problems.ts'
import { createDraft } from './draft.ts'
import {
  type Entries,
  type Entry,
  entriesOf,
  offenceNamed,
  offencesIn,
  presetIn,
  settingsOf,
  valuesOf,
} from './schema.ts'
import type { PluginRowFragment } from './types.ts'

interface Stored {
  name: string
  /** As JSON, secrets as null. */
  settings: string | null
}

/** The name and settings of a connection while somebody edits them. Nothing is called wrong before the first try. */
export function createSettings(plugin: () => PluginRowFragment | undefined, stored: () => Stored) {
  const settings = createMemo(() => settingsOf(plugin()?.settingsSchema))
  const values = createMemo((): Record<string, unknown> => JSON.parse(stored().settings ?? '{}'))
  const kept = () =>
    settings()
      .filter(({ key, kind }) => kind === 'secret' && values()[key] === null)
      .map(({ key }) => key)
  const draft = createDraft<{ name: string; entries: Entries }>(() => ({
    name: stored().name,
    entries: entriesOf(settings(), values()),
  }))
  const [tried, setTried] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Problem>()

  const refusedKey = () => (refusal()?.reason === 'settings.invalid' ? refusal()?.facts?.key : undefined)
  const offences = createMemo(() => {
    if (!tried()) return new Map()
    const { name, entries } = draft.value()
    const key = refusedKey()
    return new Map([
      ...(name.trim() ? [] : [['name', 'required'] as const]),
      ...offencesIn(settings(), entries, kept()),
      ...(typeof key === 'string' ? [[key, offenceNamed(refusal()?.facts?.keyword)] as const] : []),
    ])
  })
  function reset() {
    draft.reset()
    setTried(false)
    setRefusal(undefined)
  }

  return {
    dirty: draft.dirty,
    reset,
    /** What the form needs. */
    form: {
      get name() {
        return draft.value().name
      },
      get entries() {
        return draft.value().entries
      },
      get settings() {
        return settings()
      },
      get kept() {
        return kept()
      },
      get offences() {
        return offences()
      },
      get problem() {
        const problem = refusal()
        return problem && !refusedKey() ? problemText(problem) : undefined
      },
      get presets() {
        // A connection that is stored is not begun again.
        return stored().settings === null ? (plugin()?.presets ?? []) : []
      },
      onPreset(chosen: string) {
        setRefusal(undefined)
        draft.set({ entries: presetIn(settings(), draft.value().entries, JSON.parse(chosen)) })
      },
      onName(name: string) {
        draft.set({ name })
      },
      onEntry(key: string, entry: Entry) {
        if (key === refusedKey()) setRefusal(undefined)
        draft.set({ entries: { ...draft.value().entries, [key]: entry } })
      },
    },
    /** What to send; undefined when something is wrong with it, and the focus is there. */
    take(): { name: string; settings: string } | undefined {
      setTried(true)
      setRefusal(undefined)
      if (offences().size) {
        lookAtFirst()
        return undefined
      }
      const { name, entries } = draft.value()
      return { name: name.trim(), settings: JSON.stringify(valuesOf(settings(), entries)) }
    },
    /** The server refused it. */
    refuse(problem: Problem): void {
      setRefusal(problem)
      lookAtFirst()
    },
  }
}

const lookAtFirst = () => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus()
