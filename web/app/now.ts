import { createSignal } from 'solid-js'
import { serverNow } from '../api/http.ts'

const [second, setSecond] = createSignal(serverNow())

/** The server's time, moving on every second: the one ticker for all waiting times and countdowns. */
export const now = second

setInterval(() => setSecond(serverNow()), 1000)
