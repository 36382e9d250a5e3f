import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runTasks } from '../testing/run-tasks.ts'

let server: Server
const mails: string[] = []
beforeAll(async () => {
  server = createServer((socket) => {
    let inData = false
    let mail = ''
    socket.write('220 test\r\n')
    socket.on('data', (chunk) => {
      const said = chunk.toString('utf8')
      if (inData) {
        mail += said
        if (!mail.endsWith('\r\n.\r\n')) return
        mails.push(mail)
        inData = false
        socket.write('250 taken\r\n')
        return
      }
      for (const line of said.split('\r\n').filter((one) => one !== '')) {
        inData = line === 'DATA'
        mail = ''
        socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n')
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

const send = (more: string, job = {}) => {
  const { port } = server.address() as AddressInfo
  return runTasks(
    `- community.general.mail: {host: 127.0.0.1, port: ${port}, secure: never, from: noc@example.com, ${more}}`,
    job,
  )
}

test('mails leave by SMTP, under the long name of the module too [PROV-21]', async () => {
  const { ended } = await send('to: [a@example.com, b@example.com], subject: "Für {{ name }}", body: Hallo', {
    variables: { name: 'Zoë' },
  })
  expect(ended[0]).toMatchObject({ status: 0, result: { changed: true } })
  expect(mails[0]).toContain('To: a@example.com, b@example.com')
  expect(mails[0]).toContain('Hallo')
})

test('lines in a subject make no headers of their own', async () => {
  await send('to: a@example.com, subject: "{{ s }}", body: x', { variables: { s: 'x\r\nBcc: evil@example.com' } })
  expect(mails.at(-1)).not.toMatch(/^Bcc:/m)
})

test('a server that is not there, and one that is not allowed, fail the task', async () => {
  const { ended } = await runTasks('- mail: {host: 127.0.0.1, port: 1, subject: x, timeout: 1}')
  expect(ended[0]).toMatchObject({ status: 2, result: { msg: expect.stringContaining('Failed to send') } })
  const refused = await send('to: a@example.com, subject: x', {
    checkAddress: async () => {
      throw new Error('That address is not allowed')
    },
  })
  expect(refused.ended[0]?.result.msg).toContain('That address is not allowed')
})
