import { createEffect, createSignal } from 'solid-js'

/** The panes whose width somebody may choose. */
export type Pane = 'nav' | 'list' | 'panel'

/** Between what widths, in pixels. */
export const limits: Readonly<Record<Pane, readonly [least: number, most: number]>> = {
  nav: [160, 320],
  list: [256, 560],
  panel: [224, 480],
}

type Widths = Partial<Record<Pane, number>>
const KEY = 'webcare.panes'
const [widths, setWidths] = createSignal<Widths & { folded?: boolean }>(JSON.parse(localStorage.getItem(KEY) ?? '{}'))

/** Whether the navigation shows icons only, where it has room for words. */
export const isFolded = (): boolean => widths().folded === true
export const fold = (): void => keep({ ...widths(), folded: !isFolded() })

/** Gives a pane a width in pixels, or what the screen gives it by itself. */
export const setWidth = (pane: Pane, width: number | undefined): void => keep({ ...widths(), [pane]: width })

function keep(wanted: Widths & { folded?: boolean }) {
  setWidths(wanted)
  localStorage.setItem(KEY, JSON.stringify(wanted))
}

/** Hands the widths to the style sheets, for as long as the component lives. */
export function useWidths(): void {
  createEffect(() => {
    for (const pane of Object.keys(limits) as Pane[]) {
      const width = widths()[pane]
      const { style } = document.documentElement
      if (width === undefined) style.removeProperty(`--w-${pane}`)
      else style.setProperty(`--w-${pane}`, `${width}px`)
    }
  })
}
