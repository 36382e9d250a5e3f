export { communicationTasks } from './deliver.ts'
export { communicationRoutes } from './routes.ts'
export { linkTo, sendEmail } from './send-email.ts'
