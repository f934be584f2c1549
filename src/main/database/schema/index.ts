export { concerts } from './concerts.ts';
export { gates } from './gates.ts';
export { scanAttempts } from './scan-attempts.ts';
export { students } from './students.ts';
export { teachers } from './teachers.ts';
export { ticketPurchases } from './ticket-purchases.ts';
export { tickets } from './tickets.ts';
