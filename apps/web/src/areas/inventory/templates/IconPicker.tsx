import { Button, Input, Popover, SimpleGrid, Tooltip, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import { ICON_NAMES, iconClassOf, iconNameOf, iconOf } from '../icons.ts'
import classes from './IconPicker.module.css'

type Props = {
  /** class such as `fa-solid fa-sim-card`; '' for none */
  value: string
  onChange: (value: string) => void
}

/** Chooses the icon of a template. A class that is not among those offered stays until another is chosen. */
export function IconPicker({ value, onChange }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const chosen = iconNameOf(value)
  const name = chosen ? t(`inventory:icon.${chosen}`) : value || t('inventory:icon_none')

  function choose(next: string) {
    onChange(next)
    setIsOpen(false)
  }

  return (
    <Input.Wrapper label={t('inventory:template.icon')} labelElement="div">
      <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button
            variant="default"
            fullWidth
            justify="flex-start"
            leftSection={<Icon icon={iconOf(value)} />}
            onClick={() => setIsOpen(!isOpen)}
            aria-label={t('inventory:template.choose_icon', { name })}
          >
            {name}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <SimpleGrid cols={6} spacing={4}>
            {ICON_NAMES.map((offered) => (
              <Tooltip key={offered} label={t(`inventory:icon.${offered}`)}>
                <UnstyledButton
                  className={classes.icon}
                  aria-label={t(`inventory:icon.${offered}`)}
                  aria-pressed={offered === chosen}
                  onClick={() => choose(iconClassOf(offered))}
                >
                  <Icon icon={iconOf(iconClassOf(offered))} size={18} />
                </UnstyledButton>
              </Tooltip>
            ))}
          </SimpleGrid>
          {value && (
            <Button variant="subtle" size="xs" mt="xs" fullWidth onClick={() => choose('')}>
              {t('inventory:template.remove_icon')}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  )
}
