import { expect, test } from 'vitest'
import { describeBalance } from './balance-texts.ts'
import { planNames, readPlanId, splitPlanId } from './plan-names.ts'
import { presentCharging } from './read-charging.ts'
import { calendarDate, relativeTime } from './relative-time.ts'

const now = new Date('2025-01-10T10:00:00Z')
const money = { currency: 'USD', decimals: 2, locale: 'en-US' }
const balance = (fields: Record<string, unknown>) => ({
  Uuid: 'u',
  ID: 'DATA_20GB_Monthly',
  Value: 0,
  ExpirationDate: '0001-01-01T00:00:00Z',
  Weight: 10,
  DestinationIDs: { '*any': true },
  Disabled: false,
  Blocker: false,
  ...fields,
})

test.each([
  ['DATA', 5_368_709_120, 'D', '5 GB remaining'],
  ['DATA', 13_421_772_800, 'D', '12.5 GB remaining'],
  ['DATA', 262_144_000, 'D', '250 MB remaining'],
  ['DATA', 0, 'D', '0 GB remaining'],
  // 5 GB less one byte is not 5 GB yet
  ['DATA', 5_368_709_119, 'D', '4.99 GB remaining'],
  ['VOICE', 3_600_000_000_000, 'V', '60 minutes remaining'],
  ['VOICE', 7_500_000_000_000, 'V', '125 minutes remaining'],
  ['VOICE', 999_999_999_000_000_000, 'V', 'Unlimited minutes'],
  ['VOICE', 5, 'VOICE_UNLIMITED', 'Unlimited minutes'],
  ['SMS', 50, 'S', '50 SMS remaining'],
  ['SMS', 999_999_999, 'S', 'Unlimited SMS'],
  ['MONETARY', 2550, 'M', '$25.50 credit'],
  ['MONETARY', 0, 'M', '$0.00 credit'],
  ['MONETARY', -150, 'M', '-$1.50 credit'],
] as const)('%s of %d reads as people say it [USE-09] [USE-10]', (kind, Value, ID, text) => {
  expect(describeBalance(balance({ Value, ID }), { kind, now, money }).custom_Description_String).toBe(text)
})

test('a currency without minor unit keeps its amounts', () => {
  const yen = { currency: 'JPY', decimals: 0, locale: 'en-US' }
  expect(
    describeBalance(balance({ Value: 1550, ID: 'M' }), { kind: 'MONETARY', now, money: yen }).custom_Description_String,
  ).toBe('¥1,550 credit')
})

test('names, expiry and destinations are readable [USE-10] [USE-14]', () => {
  expect(
    describeBalance(
      balance({
        ID: 'PREPAID_CREDIT',
        ExpirationDate: '2025-01-21T09:00:00Z',
        DestinationIDs: { DST_GB: true, DST_PREMIUM: false },
      }),
      { kind: 'MONETARY', now, money },
    ),
  ).toMatchObject({
    custom_Name_hr: 'Prepaid Credit',
    custom_Expiration: 'in 11 days',
    ExpirationDate: '2025-01-21T09:00:00.000Z',
    ExpiryTime: '2025-01-21T09:00:00.000Z',
    DestinationIDs: ['DST_GB', '!DST_PREMIUM'],
  })
  expect(describeBalance(balance({}), { kind: 'DATA', now, money })).toMatchObject({
    ExpirationDate: null,
    custom_Expiration: 'Never',
    custom_Name_hr: 'Data 20GB Monthly',
  })
  expect(
    describeBalance(balance({ ExpirationDate: '2025-01-09T00:00:00Z' }), { kind: 'DATA', now, money })
      .custom_Expiration,
  ).toBe('Expired Jan 9, 2025')
})

test('an ID that names its size tells what is used [USE-25]', () => {
  expect(
    describeBalance(balance({ ID: 'Monthly_Data__100GB', Value: 53_687_091_200 }), { kind: 'DATA', now, money }),
  ).toMatchObject({
    custom_Name_hr: 'Monthly Data',
    custom_Original_Value: 107_374_182_400,
    custom_Remaining_hr: '50 GB of 100 GB',
    custom_Percent_Used: 50,
  })
  expect(
    describeBalance(balance({ ID: 'Voice__500min', Value: 7_500_000_000_000 }), { kind: 'VOICE', now, money }),
  ).toMatchObject({
    custom_Remaining_hr: '125 minutes of 500 minutes',
    custom_Percent_Used: 75,
  })
  for (const ID of ['Data__0GB', 'Data__lots', 'Data_20GB', '__20GB'])
    expect(describeBalance(balance({ ID }), { kind: 'DATA', now, money }), ID).not.toHaveProperty(
      'custom_Original_Value',
    )
})

test.each([
  ['2025-01-10T10:00:30Z', 'in 1 minute'],
  ['2025-01-10T13:00:00Z', 'in 3 hours'],
  ['2025-01-11T12:00:00Z', 'tomorrow'],
  ['2025-01-12T09:00:00Z', 'in 2 days'],
  ['2025-02-01T00:00:00Z', 'in 22 days'],
  ['2025-02-09T09:59:59Z', 'in 30 days'],
  ['2025-02-10T00:00:00Z', 'Feb 10, 2025'],
  ['2025-01-01T00:00:00Z', 'Jan 1, 2025'],
])('%s is "%s" [REN-13]', (time, text) => {
  expect(relativeTime(new Date(time), now)).toBe(text)
})

test('a date is the same in every time zone', () => {
  expect(calendarDate(new Date('2025-02-01T23:59:59Z'))).toBe('Feb 1, 2025')
})

test('a plan id is taken apart in each of its forms [REN-07]', () => {
  expect(splitPlanId('ServiceID_abc-123-def__ProductID_456__CustomerID_789__MonthlyRenewal')).toEqual({
    ServiceID: 'abc-123-def',
    ProductID: 456,
    CustomerID: 789,
    MonthlyRenewal: '',
  })
  expect(readPlanId('ServiceID_Local_Mobile_SIM_a3f2c1d8__ProductID_42__CustomerID_7__MonthlyRenewal')).toEqual({
    serviceUuid: 'Local_Mobile_SIM_a3f2c1d8',
    productId: 42,
    customerId: 7,
  })
  expect(readPlanId('ActionPlan_Monthly_Mobile_SIM_a3f2c1d8_42')).toMatchObject({
    serviceUuid: 'Mobile_SIM_a3f2c1d8',
    productId: 42,
  })
  expect(readPlanId('ActionPlan_Service123_Monthly_Charge')).toMatchObject({
    serviceUuid: 'Service123',
    productId: undefined,
  })
  expect(readPlanId('whatever')).toEqual({ serviceUuid: undefined, productId: undefined, customerId: undefined })
})

test('a plan is named by its id or its product [REN-07]', () => {
  expect(planNames('ProductID_MonthlyPlan__ProductName_20GB_Mobile__ActionPlan_Monthly_Renew', undefined)).toEqual({
    PlanName: '20GB Mobile',
    ActionName_hr: 'Monthly Renew',
    ActionFrequency_hr: 'Every MonthlyPlan',
  })
  expect(
    planNames('ServiceID_x__ProductID_42__CustomerID_7__MonthlyRenewal', {
      product_name: 'Mobile 20GB',
      contract_days: 30,
    }),
  ).toEqual({ PlanName: 'Mobile 20GB', ActionName_hr: 'Monthly Renewal', ActionFrequency_hr: 'Every 30 days' })
})

test('balances come in the order of their use; what is no balance type of ours is left out [USE-08] [USE-24]', () => {
  const charging = presentCharging(
    {
      ID: 'cgrates.org:x',
      AllowNegative: false,
      Disabled: false,
      BalanceMap: {
        '*data': [
          balance({ ID: 'monthly', Weight: 10 }),
          balance({ ID: 'bonus', Weight: 20 }),
          balance({ ID: 'topup', Weight: 30 }),
        ],
        '*sms': null,
        '*generic': [balance({})],
      },
    },
    [],
    { now, money, products: new Map() },
  )
  expect(charging.BalanceMap.DATA?.map((one) => one.ID)).toEqual(['topup', 'bonus', 'monthly'])
  expect(Object.keys(charging.BalanceMap)).toEqual(['DATA'])
  expect(presentCharging(undefined, [], { now, money, products: new Map() })).toEqual({
    BalanceMap: {},
    ActionPlans: [],
  })
})
