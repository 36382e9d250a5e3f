import { callEngine } from './engine-process.ts'

/** What a client knows of its changes: which were acknowledged, and of which it never heard. */
type Known = { acknowledged: Set<string>; unheard: Set<string> }

const SHARED = 6

export type Ledger = ReturnType<typeof createLedger>

/**
 * Sends changes to an engine that may die at any moment, and compares what is there afterwards with what was
 * acknowledged: top-ups of accounts of their own, top-ups of shared accounts, and usage taken from those.
 */
export function createLedger() {
  const own = known()
  const topUps = Array.from({ length: SHARED }, known)
  const usage = Array.from({ length: SHARED }, known)
  let number = 0

  const send = async (address: string, book: Known, id: string, method: string, argument: object) => {
    book.unheard.add(id)
    const reply = await callEngine(address, method, argument)
    // Without an answer, and with this one, nobody knows.
    if (reply === undefined || reply.error === 'NO_DATABASE_CONNECTION') return false
    if (reply.error !== null) throw new Error(`${method}: ${reply.error}`)
    book.unheard.delete(id)
    book.acknowledged.add(id)
    return true
  }

  /** One change; false when it was not answered. */
  const change = async (address: string): Promise<boolean> => {
    const id = `n${number++}`
    const shared = number % SHARED
    const units = { BalanceType: '*sms', Balance: { ID: 's', Value: 1 } }
    if (number % 3 === 0) return await send(address, own, id, 'ApierV1.AddBalance', { Account: `own-${id}`, ...units })
    const account = `shared-${shared}`
    if (number % 3 === 1)
      return await send(address, at(topUps, shared), id, 'ApierV1.AddBalance', { Account: account, ...units })
    const Event = { ToR: '*sms', RequestType: '*prepaid', Account: account, OriginID: id, Usage: 1 }
    return await send(address, at(usage, shared), id, 'CDRsV1.ProcessEvent', { Event })
  }

  return {
    /** changes one after the other until one is not answered */
    work: async (address: string) => {
      while (await change(address));
    },
    acknowledged: () => [own, ...topUps, ...usage].reduce((sum, book) => sum + book.acknowledged.size, 0),
    /** what is wrong with the engine's state, each as a sentence */
    faults: async (address: string): Promise<string[]> => {
      const faults: string[] = []
      const names = (await result(address, 'ApierV1.GetAccountIDs', {})) as string[]
      faults.push(
        ...compare(
          'own account',
          own,
          names.filter((name) => name.startsWith('own-')).map((name) => name.slice(4)),
        ),
      )
      for (let shared = 0; shared < SHARED; shared++) {
        const account = `shared-${shared}`
        if (!names.includes(account)) continue
        const records = (await result(address, 'CDRsV1.GetCDRs', { Accounts: [account] }).catch(() => [])) as Record[]
        faults.push(
          ...compare(
            `record of ${account}`,
            at(usage, shared),
            records.map((record) => record.OriginID),
          ),
        )
        const paid = records.filter((record) => record.Cost === 0).length
        const { BalanceMap } = (await result(address, 'ApierV2.GetAccount', { Account: account })) as Account
        const left = BalanceMap?.['*sms']?.reduce((sum, balance) => sum + balance.Value, 0) ?? 0
        const { acknowledged, unheard } = at(topUps, shared)
        const added = left + paid
        if (added < acknowledged.size || added > acknowledged.size + unheard.size) {
          faults.push(
            `${account}: ${left} left and ${paid} paid of ${acknowledged.size} to ${acknowledged.size + unheard.size}`,
          )
        }
      }
      return faults
    },
  }
}

type Record = { OriginID: string; Cost: number }
type Account = { BalanceMap: { '*sms'?: { Value: number }[] } | null }

function known(): Known {
  return { acknowledged: new Set(), unheard: new Set() }
}

function at(books: readonly Known[], index: number): Known {
  return books[index] ?? known()
}

function compare(what: string, { acknowledged, unheard }: Known, found: readonly string[]): string[] {
  const there = new Set(found)
  return [
    ...(there.size < found.length ? [`a ${what} is there twice`] : []),
    ...[...acknowledged].filter((id) => !there.has(id)).map((id) => `${what} ${id} was acknowledged and is lost`),
    ...found.filter((id) => !acknowledged.has(id) && !unheard.has(id)).map((id) => `${what} ${id} was never sent`),
  ]
}

async function result(address: string, method: string, argument: object): Promise<unknown> {
  const reply = await callEngine(address, method, argument)
  if (reply === undefined || reply.error !== null) throw new Error(`${method}: ${reply?.error ?? 'no answer'}`)
  return reply.result
}
