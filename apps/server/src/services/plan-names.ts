/** An action plan id taken apart at `__`; each part at its first `_` into name and value (data model, 6.2). */
export function splitPlanId(id: string): Record<string, string | number> {
  const parts = id.split('__').filter((part) => part !== '')
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('_')
      if (at < 0) return [part, '']
      const value = part.slice(at + 1)
      return [part.slice(0, at), /^\d{1,15}$/.test(value) ? Number(value) : value]
    }),
  )
}

const LAST_NUMBER = /_(\d{1,9})$/
const OLD_PLAN = /^ActionPlan_(?:Monthly_)?(.+?)(?:_Monthly_Charge)?$/

/** What the id of a plan tells, in any of the forms that are in use (data model, C40). */
export function readPlanId(id: string): {
  serviceUuid: string | undefined
  productId: number | undefined
  customerId: number | undefined
} {
  const parts = splitPlanId(id)
  if (parts.ServiceID !== undefined) {
    return {
      serviceUuid: String(parts.ServiceID),
      productId: numberOf(parts.ProductID),
      customerId: numberOf(parts.CustomerID),
    }
  }
  const old = OLD_PLAN.exec(id)?.[1]
  if (old === undefined) return { serviceUuid: undefined, productId: numberOf(parts.ProductID), customerId: undefined }
  // Only `ActionPlan_Monthly_{uuid}_{product}` ends with the product; a uuid of its own may end with digits too.
  const product = id.startsWith('ActionPlan_Monthly_') ? LAST_NUMBER.exec(old) : null
  return {
    serviceUuid: product ? old.slice(0, product.index) : old,
    productId: product ? Number(product[1]) : undefined,
    customerId: undefined,
  }
}

/** Name of the plan, what it does and how often, as far as id and product tell. */
export function planNames(
  id: string,
  product: { product_name: string; contract_days: number } | undefined,
): { PlanName: string; ActionName_hr: string; ActionFrequency_hr: string } {
  const parts = splitPlanId(id)
  const named = Object.entries(parts)
  const [lastName = id, lastValue = ''] = named.at(-1) ?? []
  return {
    PlanName: parts.ProductName === undefined ? (product?.product_name ?? id) : words(String(parts.ProductName)),
    ActionName_hr: words(lastValue === '' || lastName === id ? lastName : String(lastValue)),
    ActionFrequency_hr: frequency(parts.ProductID, product?.contract_days ?? 0),
  }
}

function frequency(productPart: string | number | undefined, contractDays: number): string {
  if (typeof productPart === 'string' && productPart !== '') return `Every ${productPart}`
  return contractDays > 0 ? `Every ${contractDays} days` : ''
}

function numberOf(value: string | number | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** `Monthly_Renew` and `MonthlyRenewal` as words. */
function words(text: string): string {
  return text
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .trim()
}
