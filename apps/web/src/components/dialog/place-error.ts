import { type ApiError, isApiError } from '../../api/api-error.ts'

/**
 * Where a failed save shows: beside the field that the server names, when the form has it (a path such as `contacts.0.contact_email`
 * counts by its first part), else above the form.
 */
export function fieldOf(thrown: unknown, values: Record<string, unknown>): string | undefined {
  const field = isApiError(thrown) ? (thrown as ApiError).field : undefined
  if (!field) return undefined
  return field in values || (field.split('.')[0] ?? '') in values ? field : undefined
}

type Schema = {
  safeParse: (values: unknown) => {
    success: boolean
    error?: { issues: readonly { path: PropertyKey[]; message: string }[] }
  }
}

/** The contract's own schema as the form's validation: `useForm({ validate: validateBy(ZCustomerCreate) })`. */
export function validateBy(schema: Schema): (values: unknown) => Record<string, string> {
  return (values) => {
    const issues = schema.safeParse(values).error?.issues ?? []
    // the first message of a field is the one to mend first
    return Object.fromEntries(issues.map(({ path, message }) => [path.map(String).join('.'), message]).reverse())
  }
}
