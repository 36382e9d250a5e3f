import { expect, test } from 'vitest'
import { checkOutboundAddress } from './check-address.ts'

const rules = (outbound: { allow?: string[]; deny?: string[] }, own: string[] = []) => ({
  outbound: { allow: [], deny: [], ...outbound },
  own,
})

test('the metadata address of a cloud is denied however it is written', async () => {
  const spellings = [
    'http://169.254.169.254/latest',
    'http://2852039166/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://0xa9fea9fe/',
  ]
  for (const spelling of [...spellings, 'http://metadata.google.internal/', 'http://[fd00:ec2::254]/']) {
    await expect(
      checkOutboundAddress(new URL(spelling), rules({ allow: ['169.254.169.254'] })),
      spelling,
    ).rejects.toThrow('metadata')
  }
})

test('an empty list of allowed addresses allows all, and denied ones never pass', async () => {
  await checkOutboundAddress(new URL('http://10.179.2.140:8080/subscriber/1'), rules({}))
  await expect(
    checkOutboundAddress(
      new URL('http://10.179.2.140:8080/'),
      rules({ allow: ['10.0.0.0/8'], deny: ['10.179.0.0/16'] }),
    ),
  ).rejects.toThrow('may not be called')
})

test('with a list of allowed addresses only those and the own parts pass', async () => {
  const listed = rules({ allow: ['10.0.0.0/8', 'hss.example'] }, ['localhost:5000'])
  await checkOutboundAddress(new URL('http://10.1.2.3/'), listed)
  await checkOutboundAddress(new URL('http://hss.example/'), listed)
  await checkOutboundAddress(new URL('http://localhost:5000/crm/health'), listed)
  await expect(checkOutboundAddress(new URL('http://localhost:5001/'), listed)).rejects.toThrow('may not be called')
  await expect(checkOutboundAddress(new URL('http://192.0.2.1/'), listed)).rejects.toThrow('may not be called')
})
