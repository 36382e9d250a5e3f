import type { Context } from '../platform/context.ts'
import type { Variables } from './order-variables.ts'

/** What a job was ordered to do: kept sealed with it, for its worker, its retry and the steps that follow it. */
export type JobOrder = {
  variables: Variables
  /** chosen items by the name of their template; held for the job while it runs */
  items: Record<string, number>
  /** 1, and one more for each automatic retry */
  attempt: number
  chain?: ChainOrder
}

/** An order of several plays, one job after the other. */
export type ChainOrder = {
  plays: string[]
  /** the product's variables for each play */
  defaults: Variables[]
  request: Variables
  /** all items chosen for the order */
  items: Record<string, number>
  onFailure: 'undo' | 'keep'
  /** what the steps before have made, first step first */
  done: { play: string; variables: Variables; serviceId: number | null }[]
}

export function sealOrder(context: Context, order: JobOrder): string {
  return context.platform.seal.close(JSON.stringify(order))
}

export function openOrder(context: Context, sealed: string): JobOrder {
  return JSON.parse(context.platform.seal.open(sealed)) as JobOrder
}

export function isDeprovisioning(order: JobOrder): boolean {
  return order.variables.action === 'deprovision'
}
