import type { z } from 'zod'
import type { PermissionName } from './permissions.ts'

/**
 * Who may call an endpoint.
 * - `public`: anyone, no credentials.
 * - `signedIn`: any valid credentials.
 * - `permission`: any one of the names; `own` is the name that opens the same endpoint for the caller's own customer only.
 *   The server turns `own` into a `customer_id` condition of the query.
 */
export type Access = 'public' | 'signedIn' | { permission: readonly PermissionName[]; own?: PermissionName }

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

/** One HTTP endpoint: the server validates and guards with it, the web app is typed by it, the API page is printed from it. */
export type Endpoint = {
  /** row of the API contract, for the API page */
  id: string
  method: Method
  /** canonical path, parameters as `:name` */
  path: string
  /** further spellings that reach the same handler */
  aliases?: readonly string[]
  /** one sentence for the API page */
  summary: string
  /** heading on the API page */
  tag: string
  access: Access
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** what a 200 carries; `file` for downloads */
  response: z.ZodType | 'file'
}

/** Declares an endpoint and keeps its exact types. */
export function endpoint<const E extends Endpoint>(declared: E): E {
  return declared
}

type SchemaIn<S> = S extends z.ZodType ? z.input<S> : undefined
type SchemaOut<S> = S extends z.ZodType ? z.output<S> : undefined

/** What a caller passes: values before coercion and defaults. */
export type InputOf<E extends Endpoint> = {
  params: SchemaIn<E['params']>
  query: SchemaIn<E['query']>
  body: SchemaIn<E['body']>
}

/** What the handler receives: values after coercion and defaults. */
export type ReceivedBy<E extends Endpoint> = {
  params: SchemaOut<E['params']>
  query: SchemaOut<E['query']>
  body: SchemaOut<E['body']>
}

/** What a 200 carries. */
export type OutputOf<E extends Endpoint> = E['response'] extends z.ZodType ? z.output<E['response']> : Blob
