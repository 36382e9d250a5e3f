import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../errors.ts'

/** Turns whatever was thrown into the error envelope; only domain errors explain themselves to the caller. */
export function replyWithError(
  error: FastifyError | DomainError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof DomainError) {
    if (error.status === 401) reply.header('www-authenticate', 'Bearer')
    return reply.code(error.status).send({
      message: error.message,
      code: error.code,
      ...(error.field === undefined ? {} : { field: error.field }),
      request_id: request.id,
    })
  }
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) {
    return reply
      .code(status)
      .send({ message: clientMessage(error), code: error.code ?? 'bad_request', request_id: request.id })
  }
  request.log.error({ err: error }, 'request failed')
  return reply.code(500).send({
    message: 'Something went wrong on our side; the log has the details',
    code: 'internal',
    request_id: request.id,
  })
}

function clientMessage(error: FastifyError): string {
  if (error.statusCode === 429) return 'Too many requests; try again in a minute'
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError)
    return 'The body is not valid JSON'
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'The body is too large'
  return error.message
}
