import type { Contact, User } from '@omnicrm/contract'
import { lazy } from 'react'
import { openDialog } from '../../../components/dialog/dialogs.ts'

const UserForm = lazy(() => import('./UserForm.tsx'))

/** Opens the form for a new user who signs in as this contact of a customer. */
export function openUserFormFor(contact: Contact): void {
  openDialog((close) => <UserForm contact={contact} onClose={close} />)
}

/** Opens the form for a new user, or for one that exists. */
export function openUserForm(user?: User): void {
  openDialog((close) => <UserForm user={user} onClose={close} />)
}
