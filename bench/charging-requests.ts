/** What the charging bench sends: the body of the n-th request of each kind, over the accounts `acc0`, `acc1` ... */
export type RequestKind = keyof typeof KINDS

const TENANT = 'cgrates.org'
const AT = '2026-11-20T10:00:00Z'

const call = (method: string, argument: object): string => JSON.stringify({ method, params: [argument], id: 1 })
const voice = (account: string, originId: string, more: object = {}) => ({
  ToR: '*voice',
  RequestType: '*prepaid',
  Category: 'call',
  Account: account,
  Destination: '49123456789',
  OriginID: originId,
  OriginHost: 'bench',
  SetupTime: AT,
  AnswerTime: AT,
  Usage: '60s',
  ...more,
})
const record = (account: string, originId: string, more: object) =>
  call('CDRsV1.ProcessEvent', { Tenant: TENANT, Flags: ['*rals'], Event: voice(account, originId, more) })

/** `n` is unique over a run, `account` the account whose turn it is. */
export const KINDS = {
  ping: () => call('CoreSv1.Ping', {}),
  getAccount: (_: string, account: string) => call('APIerSv2.GetAccount', { Tenant: TENANT, Account: account }),
  addBalance: (_: string, account: string) =>
    call('APIerSv1.AddBalance', {
      Tenant: TENANT,
      Account: account,
      BalanceType: '*monetary',
      Balance: { ID: 'money', Value: 1 },
    }),
  authorize: (n: string, account: string) =>
    call('SessionSv1.AuthorizeEvent', { Tenant: TENANT, GetMaxUsage: true, ID: n, Event: voice(account, n) }),
  initiate: (n: string, account: string) =>
    call('SessionSv1.InitiateSession', { Tenant: TENANT, InitSession: true, ID: n, Event: voice(account, n) }),
  update: (n: string, account: string) =>
    call('SessionSv1.UpdateSession', { Tenant: TENANT, UpdateSession: true, ID: n, Event: voice(account, n) }),
  terminate: (n: string, account: string) =>
    call('SessionSv1.TerminateSession', { Tenant: TENANT, TerminateSession: true, ID: n, Event: voice(account, n) }),
  cdrOfBundle: (n: string, account: string) => record(account, n, { ToR: '*sms', Usage: 1 }),
  cdrRated: (n: string, account: string) => record(account, n, { RequestType: '*postpaid', Destination: '4477001' }),
} as const
