import { Anchor, Group, Text } from '@mantine/core'
import { QRCodeSVG } from 'qrcode.react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './CopyButton.tsx'
import { webAddressOf } from './web-address.ts'

type Props = {
  /** web address of a device, or the `LPA:1$...` address of an eSIM */
  url: string
  /** edge of the QR code in pixels: 128 on an item, 64 in tables */
  size: 64 | 128
}

/** Where a device is managed, as QR code and text. Only web addresses are links: a phone scans an LPA address. */
export function ManagementLink({ url, size }: Props) {
  const { t } = useTranslation()
  const address = webAddressOf(url)
  return (
    <Group gap="sm" wrap="nowrap" align="center">
      <QRCodeSVG
        value={url}
        size={size}
        level="M"
        marginSize={2}
        title={t('common:qr_code', { text: url })}
        style={{ flex: 'none' }}
      />
      {address ? (
        <Anchor href={address} target="_blank" rel="noopener noreferrer" style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Anchor>
      ) : (
        <Text style={{ overflowWrap: 'anywhere' }}>{url}</Text>
      )}
      <CopyButton value={url} />
    </Group>
  )
}
