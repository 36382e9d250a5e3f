export { communicationTasks } from './deliver.ts'
export type { MailTask } from './render-tasks.ts'
export { communicationRoutes } from './routes.ts'
export { linkTo, sendEmail } from './send-email.ts'
