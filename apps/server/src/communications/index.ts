export { communicationTasks } from './deliver.ts'
export type { MailTask } from './render-tasks.ts'
export { communicationRoutes } from './routes.ts'
export { type Attachment, linkTo, sendEmail } from './send-email.ts'
