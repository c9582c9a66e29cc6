/** Says something to screen readers, once the page is quiet. */
export const announce = (text: string): void => say('said', text)

let isQuiet = false

/** Says what others do or what goes on by itself, to who wants to hear that. */
export const tell = (text: string): void => (isQuiet ? undefined : announce(text))
export const setQuiet = (quiet: boolean): void => {
  isQuiet = quiet
}

/** Says something that cannot wait, such as an answer that was not sent. */
export const alarm = (text: string): void => say('alarm', text)

function say(region: 'said' | 'alarm', text: string) {
  const element = document.getElementById(region)!
  element.textContent = ''
  // Emptied first, so that the same words twice are heard twice.
  setTimeout(() => {
    element.textContent = text
  }, 50)
}
