import { createEffect, type JSX, onMount } from 'solid-js'
import { nameTab } from '../app/title.ts'
import css from './Page.module.css'

/** A screen that is one column of text and forms. Opening it puts the focus on its title. */
export function Page(props: { title: string; children: JSX.Element }) {
  let heading!: HTMLHeadingElement
  createEffect(() => {
    nameTab(props.title)
  })
  onMount(() => heading.focus())
  return (
    <main class={css.page}>
      <div class={css.inner}>
        <h1 ref={heading} tabindex="-1" class={css.title}>
          {props.title}
        </h1>
        {props.children}
      </div>
    </main>
  )
}
