export { playsIn } from './find-play.ts'
export {
  type Chain,
  provisioningChain,
  provisioningPlays,
  provisioningVariables,
  requiredInventory,
} from './provisioning-of-product.ts'
export {
  type Buyer,
  type BuyOptions,
  dependencyRefusal,
  isOnSale,
  mayBuy,
  missingDependencies,
  purchaseRefusal,
} from './purchase-rules.ts'
export { type CataloguePorts, catalogueRoutes } from './routes.ts'
export { findProduct, findProductBySlug, type OwnedService, type ProductRow, standingServicesOf } from './tables.ts'
export { createProduct, type NewProduct, type PlayExists } from './write-product.ts'
