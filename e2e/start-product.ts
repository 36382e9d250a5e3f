import { launchProduct } from './launch-product.ts'
import { OCS_PORT, PORT } from './product.ts'

/** The product that all browser tests share. */
export default function startProduct(): Promise<() => Promise<void>> {
  return launchProduct({ port: PORT, ocsPort: OCS_PORT })
}
