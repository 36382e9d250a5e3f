export { DEMO_LOGINS, type DemoLogin } from './demo-users.ts'
export { demoState, loadDemo } from './load-demo.ts'
