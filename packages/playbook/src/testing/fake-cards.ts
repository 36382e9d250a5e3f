type Row = Record<string, unknown>
type Request = { method: string; path: string; body: unknown }
type Answer = { status: number; body: unknown }

/** `/crm/stripe/...` as the contract has it: stored cards, and charges that may be declined. */
export function fakeCards() {
  const state = { cards: [] as Row[], charges: [] as Row[], declined: undefined as string | undefined }

  const answer = ({ method, path, body }: Request): Answer => {
    const [, , , by, key] = path.split('/')
    if (method === 'GET' && by === 'customer_id')
      return { status: 200, body: { data: state.cards.filter((card) => String(card.customer_id) === key) } }
    const card = state.cards.find((one) => String(one.customer_stripe_id) === key)
    if (method !== 'POST' || by !== 'charge_card' || !card) return { status: 404, body: { message: 'no such card' } }
    if (state.declined !== undefined) return { status: 402, body: { message: state.declined } }
    const charge = { payment_intent_id: `pi_${state.charges.length + 1}`, transaction_id: null }
    state.charges.push({ ...(body as Row), ...charge })
    return { status: 200, body: charge }
  }
  return { state, answer }
}
