import { Anchor } from '@mantine/core'
import type { Transaction } from '@omnicrm/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../components/figures.tsx'
import classes from './LineTable.module.css'
import { openTransaction } from './transactions/TransactionDetails.tsx'

export type LineColumn = { id: string; labelKey: string; isNumeric?: boolean; cell: (line: Transaction) => ReactNode }
type Props = { label: string; lines: readonly Transaction[]; columns: readonly LineColumn[] }

/** All lines of an invoice at once: date and title, which opens the details, then the columns given. */
export function LineTable({ label, lines, columns }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.frame}>
      <table className={classes.lines} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('billing:field.date')}</th>
            <th scope="col">{t('billing:field.title')}</th>
            {columns.map(({ id, labelKey, isNumeric }) => (
              <th key={id} scope="col" data-numeric={isNumeric || undefined}>
                {t(labelKey)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.transaction_id}>
              <td>
                <DateText value={line.transaction_date} />
              </td>
              <td>
                <Anchor component="button" type="button" fz="inherit" ta="start" onClick={() => openTransaction(line)}>
                  {line.title}
                </Anchor>
              </td>
              {columns.map(({ id, isNumeric, cell }) => (
                <td key={id} data-numeric={isNumeric || undefined}>
                  {cell(line)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
