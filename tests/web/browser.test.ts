import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow } from '../support/browser.ts'

const seen: IncomingMessage[] = []
const server = createServer((request, response) => {
  seen.push(request)
  response.setHeader('set-cookie', '__Host-try=yes; Path=/; Secure; HttpOnly; SameSite=Lax')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(
    `<!doctype html><title>Webcare</title><p>¿Cómo? Één café</p><script>document.body.append('at', innerWidth)</script>`,
  )
})
const port = () => (server.address() as AddressInfo).port

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

test('the browser that npm brings opens a page and runs its script', async () => {
  const window = await openWindow({ viewport: { width: 390, height: 844 } })
  const page = await window.newPage()
  await page.goto(`http://127.0.0.1:${port()}/`)
  expect(await page.title()).toBe('Webcare')
  expect(await page.locator('body').innerText()).toContain('at390')
})

test('a letter has the shape of a font, not of a missing glyph', async () => {
  const page = await (await openWindow()).newPage()
  const [narrow, wide] = await page.evaluate(() => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d')
    if (!pen) return [0, 0]
    pen.font = '100px sans-serif'
    return [pen.measureText('i').width, pen.measureText('W').width]
  })
  expect(narrow).toBeGreaterThan(10)
  expect(wide).toBeGreaterThan(narrow! * 2)
})

test('a secure __Host- cookie holds on http://localhost', async () => {
  const window = await openWindow()
  const page = await window.newPage()
  await page.goto(`http://localhost:${port()}/`)
  await page.goto(`http://localhost:${port()}/again`)
  expect(seen.find(request => request.url === '/again')?.headers.cookie).toBe('__Host-try=yes')
})
