import { arch, cpus, hostname, networkInterfaces, release, type as system, totalmem, userInfo } from 'node:os'
import { strftime } from '../python/strftime.ts'
import type { Dict, Value } from '../python/values.ts'
import { type Module, outcome } from './module.ts'

/** The facts that playbooks use of the machine they run on; the environment is shown without what may be secret. */
export const setupModule: Module = async (_args, { now }) => {
  const facts = machineFacts(now())
  const plain = new Map([...facts].map(([name, value]): [string, Value] => [`ansible_${name}`, value]))
  return {
    ...outcome({ changed: false, ansible_facts: new Map<Value, Value>(plain) }),
    hostFacts: new Map([...plain, ['ansible_facts', facts]]),
  }
}

function machineFacts(at: Date): Dict {
  const name = hostname()
  const address = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4')
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[arch() as string] ?? arch()
  return new Map<Value, Value>([
    ['date_time', dateTime(at)],
    ['hostname', name.split('.')[0] ?? name],
    ['nodename', name],
    ['fqdn', name],
    ['domain', name.split('.').slice(1).join('.')],
    ['env', shownEnvironment()],
    ['user_id', userInfo().username],
    ['user_uid', userInfo().uid],
    ['user_gid', userInfo().gid],
    ['user_dir', userInfo().homedir],
    ['user_shell', userInfo().shell ?? ''],
    ['system', system()],
    ['kernel', release()],
    ['architecture', machine],
    ['machine', machine],
    ['os_family', ''],
    ['processor_vcpus', cpus().length],
    ['processor_nproc', cpus().length],
    ['memtotal_mb', Math.round(totalmem() / 2 ** 20)],
    ['all_ipv4_addresses', address ? [address.address] : []],
    ['default_ipv4', new Map(address ? [['address', address.address]] : [])],
  ])
}

const harmless = new Set(['HOME', 'LANG', 'LC_ALL', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'TERM', 'TZ', 'USER'])

const shownEnvironment = (): Dict =>
  new Map(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => harmless.has(entry[0]) && entry[1] !== undefined,
    ),
  )

function dateTime(at: Date): Dict {
  const local = (format: string): Value => strftime(format, at, { utc: false })
  const utc = (format: string): Value => strftime(format, at, { utc: true })
  const parts: [string, Value][] = [
    ['year', local('%Y')],
    ['month', local('%m')],
    ['weekday', local('%A')],
    ['weekday_number', local('%w')],
    ['weeknumber', local('%W')],
    ['day', local('%d')],
    ['hour', local('%H')],
    ['minute', local('%M')],
    ['second', local('%S')],
    ['epoch', String(Math.floor(at.getTime() / 1000))],
    ['epoch_int', String(Math.floor(at.getTime() / 1000))],
    ['date', local('%Y-%m-%d')],
    ['time', local('%H:%M:%S')],
    ['iso8601_micro', utc('%Y-%m-%dT%H:%M:%S.%fZ')],
    ['iso8601', utc('%Y-%m-%dT%H:%M:%SZ')],
    ['iso8601_basic', local('%Y%m%dT%H%M%S%f')],
    ['iso8601_basic_short', local('%Y%m%dT%H%M%S')],
    ['tz', local('%Z')],
    ['tz_offset', local('%z')],
  ]
  return new Map<Value, Value>(parts)
}
