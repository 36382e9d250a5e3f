import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// A CRM, charging system and HSS that answer at once, in a process of their own: prints its port.
const answer = JSON.stringify({
  result: 'OK',
  error: null,
  product_name: 'Mobile 20GB',
  retail_cost: 15,
  imsi: '234150000000001',
  name: 'Somebody',
  service_id: 7,
})
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
