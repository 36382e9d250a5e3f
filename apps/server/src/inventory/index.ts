export { nextFreeItem, type Reservation, releaseReservations, reserveItems } from './reserve-items.ts'
