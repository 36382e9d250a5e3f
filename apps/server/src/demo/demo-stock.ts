import { ZInventoryCreate, ZInventoryTemplateCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import { createItem, createTemplate } from '../inventory/index.ts'
import type { Change } from '../platform/context.ts'
import type { Chance } from './chance.ts'

const TEMPLATES: z.input<typeof ZInventoryTemplateCreate>[] = [
  {
    item: 'SIM Card',
    icon: 'fa-solid fa-sim-card',
    wholesale_cost: 1,
    retail_cost: 0,
    itemtext1_label: 'ICCID',
    itemtext2_label: 'IMSI',
    itemtext3_label: 'SIM Type',
    itemtext4_label: 'Ki',
    itemtext5_label: 'OPc',
    itemtext6_label: 'PUK',
    allow_dropdown_customer: true,
  },
  {
    item: 'Mobile Number',
    icon: 'fa-solid fa-hashtag',
    wholesale_cost: 0,
    retail_cost: 0,
    itemtext1_label: 'MSISDN',
    itemtext2_label: 'Region',
    itemtext3_label: 'Number Type',
    allow_dropdown_customer: true,
  },
  {
    item: 'Modem',
    icon: 'fa-solid fa-wifi',
    wholesale_cost: 45,
    retail_cost: 80,
    itemtext1_label: 'MAC Address',
    itemtext2_label: 'Serial Number',
    itemtext3_label: 'Firmware',
  },
  {
    item: 'GPON ONT',
    icon: 'fa-solid fa-ethernet',
    wholesale_cost: 38,
    retail_cost: 0,
    itemtext1_label: 'Serial Number',
    itemtext2_label: 'MAC Address',
    itemtext3_label: 'PON Location',
    itemtext4_label: 'Model',
  },
]

const SIMS = 260
const NUMBERS = 260
const MODEMS = 40
const ONTS = 30
const DEPOTS = ['Bristol shop', 'Leeds shop', 'Main warehouse']

/**
 * Templates and stock. Numbers are those that the regulator keeps free for stories (07700 900000 to 900999); cards are of the
 * test network's operator code.
 */
export async function createDemoStock(change: Change, chance: Chance): Promise<void> {
  for (const template of TEMPLATES) await createTemplate(change, ZInventoryTemplateCreate.parse(template))
  const add = (item: z.input<typeof ZInventoryCreate>): Promise<number> =>
    createItem(change, ZInventoryCreate.parse(item))
  for (let i = 0; i < SIMS; i++) {
    const serial = String(i + 1).padStart(10, '0')
    await add({
      item: 'SIM Card',
      itemtext1: withCheckDigit(`89445380${serial}`),
      itemtext2: `23415${serial}`,
      itemtext3: i % 9 === 8 ? 'eSIM' : 'Triple cut',
      itemtext4: chance.hex(32),
      itemtext5: chance.hex(32),
      itemtext6: chance.digits(8),
      item_location: chance.pick(DEPOTS),
      item_state: i % 3 === 0 ? 'In Stock' : 'New',
      ...(i % 9 === 8 ? { management_url: `LPA:1$rsp.example.com$${chance.hex(16)}` } : {}),
    })
  }
  for (let i = 0; i < NUMBERS; i++) {
    await add({
      item: 'Mobile Number',
      itemtext1: `+44 7700 900${String(i).padStart(3, '0')}`,
      itemtext2: 'United Kingdom',
      itemtext3: i % 50 === 0 ? 'Golden' : 'Standard',
      item_state: 'New',
    })
  }
  for (let i = 0; i < MODEMS; i++) {
    await add({
      item: 'Modem',
      itemtext1: macAddress(chance),
      itemtext2: `WR6${chance.digits(8)}`,
      itemtext3: chance.pick(['3.2.1', '3.2.4', '3.3.0']),
      item_location: chance.pick(DEPOTS),
      item_state: chance.pick(['New', 'New', 'In Stock', 'In Transit', 'Damaged']),
    })
  }
  for (let i = 0; i < ONTS; i++) {
    await add({
      item: 'GPON ONT',
      itemtext1: `HWTC${chance.hex(8)}`,
      itemtext2: macAddress(chance),
      itemtext4: chance.pick(['HG8145X6', 'EG8145V5']),
      item_location: 'Main warehouse',
      item_state: 'New',
    })
  }
}

/** Appends the Luhn digit that an ICCID ends with (ITU-T E.118). */
export function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const doubled = Number(digit) * (position % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

function macAddress(chance: Chance): string {
  return ['02', ...(chance.hex(10).match(/../g) ?? [])].join(':')
}
