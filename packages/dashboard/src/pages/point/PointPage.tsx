import { useParams } from '@tanstack/react-router'
import { useText } from '../../i18n/language.js'

/** `/points/:point`. */
export function PointPage() {
  const t = useText('point')
  const { point } = useParams({ from: '/points/$point' })
  return (
    <h1>
      {t('title')} {point}
    </h1>
  )
}
