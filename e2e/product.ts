/** The running product that the browser tests use: a port and a data directory of its own. */
export const PORT = 5190
export const OCS_PORT = 2190
export const PRODUCT_URL = `http://localhost:${PORT}`
export const OCS_URL = `http://localhost:${OCS_PORT}/jsonrpc`
export const ADMIN = { email: 'ada@example.com', password: 'Correct-horse-1' }
