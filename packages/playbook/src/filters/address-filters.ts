import { cidrMergeFilter } from './cidr-merge.ts'
import type { Filter } from './filter.ts'
import { hwaddrFilter, macaddrFilter } from './hwaddr.ts'
import { ip4HexFilter } from './ip4-hex.ts'
import { ipaddrFilter, ipv4Filter, ipv6Filter } from './ipaddr.ts'
import { ipmathFilter } from './ipmath.ts'
import { ipsubnetFilter } from './ipsubnet.ts'
import { ipwrapFilter } from './ipwrap.ts'
import { networkInNetworkFilter, networkInUsableFilter, reduceOnNetworkFilter } from './network-in-network.ts'
import { nextNthUsableFilter, previousNthUsableFilter } from './nth-usable.ts'
import { nthhostFilter } from './nthhost.ts'
import { slaacFilter } from './slaac.ts'

/** The filters of ansible.utils that deal with addresses, which are ansible.netcommon's by their older name. */
export const addressFilters: Record<string, Filter> = {
  cidr_merge: cidrMergeFilter,
  hwaddr: hwaddrFilter,
  ip4_hex: ip4HexFilter,
  ipaddr: ipaddrFilter,
  ipmath: ipmathFilter,
  ipsubnet: ipsubnetFilter,
  ipv4: ipv4Filter,
  ipv6: ipv6Filter,
  ipwrap: ipwrapFilter,
  macaddr: macaddrFilter,
  network_in_network: networkInNetworkFilter,
  network_in_usable: networkInUsableFilter,
  next_nth_usable: nextNthUsableFilter,
  nthhost: nthhostFilter,
  previous_nth_usable: previousNthUsableFilter,
  reduce_on_network: reduceOnNetworkFilter,
  slaac: slaacFilter,
}
