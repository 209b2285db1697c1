/** How much is left from day to day, as a picture and as a table. */
import { useId } from 'react'
import type { BurnDownDay } from '../../../../domain/wind-down/campaign.ts'
import { Details, formatCount, formatDate } from '../../../ui/index.ts'
import { findTicks, stepPath, WIDTH, HEIGHT, xOf, yOf } from './burn-down-path.ts'

export function BurnDownChart({ days }: { readonly days: readonly BurnDownDay[] }) {
  const id = useId()
  const most = Math.max(1, ...days.map(({ left }) => left))
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  if (days.length === 1 && last.left === 0) return null
  if (days.length === 1) return <p className="desk-secondary">A chart of how much is left from day to day starts tomorrow.</p>
  const ticks = findTicks(most)
  const top = ticks.at(-1)!
  return (
    <figure className="wind-down-chart">
      <svg viewBox={`-56 -12 ${WIDTH + 76} ${HEIGHT + 44}`} role="img" aria-labelledby={`${id}-title`}>
        <title id={`${id}-title`}>
          {`${formatCount(last.left)} left on ${formatDate(last.on)}; ${formatCount(most)} at most since ${formatDate(first.on)}`}
        </title>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="wind-down-chart__rule" x1={0} x2={WIDTH} y1={yOf(tick, top)} y2={yOf(tick, top)} />
            <text className="wind-down-chart__text" x={-8} y={yOf(tick, top) + 5} textAnchor="end">
              {formatCount(tick)}
            </text>
          </g>
        ))}
        <path className="wind-down-chart__area" d={`${stepPath(days, top)}V${HEIGHT}H0Z`} />
        <path className="wind-down-chart__line" d={stepPath(days, top)} />
        <circle className="wind-down-chart__end" cx={xOf(days.length - 1, days.length)} cy={yOf(last.left, top)} r={4} />
        <text className="wind-down-chart__text" x={0} y={HEIGHT + 24}>
          {formatDate(first.on)}
        </text>
        <text className="wind-down-chart__text" x={WIDTH} y={HEIGHT + 24} textAnchor="end">
          {formatDate(last.on)}
        </text>
      </svg>
      <Details summary="The same as a table">
        <table className="nhsuk-table wind-down-small-table">
          <caption className="nhsuk-u-visually-hidden">Left to undo, by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="wind-down-figure">
                Left
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ on, left }) => (
              <tr key={on}>
                <td>{formatDate(on)}</td>
                <td className="wind-down-figure">{formatCount(left)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Details>
    </figure>
  )
}
