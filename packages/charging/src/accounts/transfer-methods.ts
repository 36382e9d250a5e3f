import { applySteps } from '../actions/apply-run.ts'
import { stepOf } from '../actions/run.ts'
import { decimal, flag, optional, text } from '../rpc/bind-members.ts'
import { RpcError, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { findAccount } from './account-records.ts'

const NEEDED = ['SourceAccountID', 'SourceBalanceID', 'DestinationAccountID', 'DestinationBalanceID'] as const

export const transferMethods: Methods = {
  /** Moves units between balances of two accounts of one tenant, both kept or neither (section 3.10). */
  TransferBalance: method(
    {
      Tenant: text,
      SourceAccountID: text,
      SourceBalanceID: text,
      DestinationAccountID: text,
      DestinationBalanceID: text,
      Units: decimal,
      DestinationReferenceValue: optional(decimal),
      Cdrlog: flag,
    },
    (engine, argument) => {
      requireMembers(argument, [...NEEDED])
      const tenant = argument.Tenant || engine.tenant
      const key = { tenant, account: argument.SourceAccountID }
      const extraParameters = JSON.stringify({
        DestinationAccountID: `${tenant}:${argument.DestinationAccountID}`,
        DestinationBalanceID: argument.DestinationBalanceID,
        DestinationReferenceValue: argument.DestinationReferenceValue?.toString(),
      })
      const transfer = stepOf('*transfer_balance', {
        filter: { id: argument.SourceBalanceID },
        amount: argument.Units,
        extraParameters,
      })
      const steps = argument.Cdrlog ? [transfer, stepOf('*cdrlog')] : [transfer]
      return engine.change((unit) => {
        const account = findAccount(unit, key)
        if (account === undefined) throw serverError('PARTIALLY_EXECUTED')
        try {
          applySteps(engine, unit, { key, account, steps })
        } catch (error) {
          throw error instanceof RpcError ? serverError(error.message) : error
        }
        // CGRateS never sets a result here.
        return ''
      })
    },
  ),
}
