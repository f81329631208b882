import type { CarrierEnergy, SiteEnergy } from '@bypuls/model'
import { useFormat, useText } from '../../i18n/language.js'
import { Panel } from '../../parts/Panel.js'
import { factorsOf, isBought } from './energy-figures.js'
import { useFactorText } from './useFactorText.js'

/** How CO2e is counted: each carrier's energy, its dated factor and the product; then the total. */
export function Co2ePanel({ energy }: { energy: SiteEnergy }) {
  const t = useText('energy')
  const format = useFormat(energy.timezone)
  const factorText = useFactorText()
  const text = (value: number | null) => (value === null ? '–' : format.number(value, 1))
  const bought = energy.carriers.filter(({ carrier }) => isBought(carrier))
  const beside = energy.carriers.filter(({ carrier }) => !isBought(carrier))
  const years = [...new Set(energy.factors.map(({ year }) => year))].sort()
  const factor = energy.factors[0]
  const lacking = bought.some(({ total }) => total.kWh !== null && total.kgCo2e === null)

  return (
    <Panel
      id="co2e"
      title={t('co2e.title')}
      foot={
        <>
          {factor
            ? t('co2e.factor', {
                source: factorText(factor.source),
                years: years.join('–'),
                method: factorText(factor.method),
                scope: factor.scope,
              })
            : t('co2e.noFactors')}{' '}
          {lacking && factor && t('co2e.lacking')} {beside.length > 0 && t('co2e.beside')}{' '}
          <a href="/sources">{t('co2e.more')}</a>
        </>
      }
    >
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('co2e.carrier')}</th>
              <th scope="col" className="number">
                kWh
              </th>
              <th scope="col" className="number">
                kg/kWh
              </th>
              <th scope="col" className="number">
                kg CO₂e
              </th>
            </tr>
          </thead>
          <tbody>
            {bought.map((carrier) => (
              <CarrierRow key={carrier.carrier} carrier={carrier} energy={energy} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('co2e.total')}</th>
              <td className="number">{text(energy.total.kWh)}</td>
              <td />
              <td className="number">{text(energy.total.kgCo2e)}</td>
            </tr>
            {beside.map((carrier) => (
              <CarrierRow key={carrier.carrier} carrier={carrier} energy={energy} />
            ))}
          </tfoot>
        </table>
      </div>
    </Panel>
  )
}

function CarrierRow({ carrier, energy }: { carrier: CarrierEnergy; energy: SiteEnergy }) {
  const t = useText('energy')
  const common = useText('common')
  const format = useFormat(energy.timezone)
  const factors = factorsOf(energy.factors, carrier.carrier)
  const { kWh, kgCo2e } = carrier.total
  return (
    <tr className={isBought(carrier.carrier) ? '' : 'energy-beside'}>
      <th scope="row">
        {common(`carrier.${carrier.carrier}`)}
        {!isBought(carrier.carrier) && <small>{t('co2e.notBought')}</small>}
      </th>
      <td className="number">{kWh === null ? '–' : format.number(kWh, 1)}</td>
      <td className="number">
        {factors.length === 0
          ? isBought(carrier.carrier)
            ? t('co2e.none')
            : '–'
          : factors.map(({ year, factor }) => (
              <span key={year} className="energy-factor">
                {format.number(factor, 4)}
                {factors.length > 1 && <small>{year}</small>}
              </span>
            ))}
      </td>
      <td className="number">{kgCo2e === null ? '–' : format.number(kgCo2e, 1)}</td>
    </tr>
  )
}
