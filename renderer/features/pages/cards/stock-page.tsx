/** Blank stock: the boxes that came, what is left in each, and the list of the next one. */
import { formatCount, formatDateTime, FormError, Spinner } from '../../../ui/index.ts'
import { CardsHead, LowStock } from './cards-head.tsx'
import { ImportBox } from './import-box.tsx'
import { useCards } from './use-cards.ts'
import './cards.css'

export function StockPage() {
  const { value, failure, reload } = useCards()
  return (
    <>
      <CardsHead title="Blank stock" here="/cards/stock" />
      {failure && <FormError failure={failure} />}
      {!value && !failure && <Spinner label="Reading the stock" />}
      {value && (
        <>
          <LowStock stock={value.stock} />
          <p>
            {value.stock.onlyListed
              ? 'You can issue only cards from these boxes. RA Desk refuses any other card before it writes to it.'
              : 'You can issue any blank card, listed or not. You can change this in the settings.'}
          </p>
          <div className="cards-columns">
            <section aria-labelledby="stock-boxes">
              <h2 className="nhsuk-heading-m" id="stock-boxes">
                Boxes
              </h2>
              {value.stock.boxes.length === 0 ? (
                <p className="desk-empty">No box has been added to stock yet.</p>
              ) : (
                <table className="nhsuk-table">
                  <caption className="nhsuk-u-visually-hidden">Boxes of blank cards</caption>
                  <thead>
                    <tr>
                      <th scope="col">Box</th>
                      <th scope="col" className="cards-figures">
                        Blank
                      </th>
                      <th scope="col" className="cards-figures">
                        {' '}
                        Cards in box{' '}
                      </th>
                      <th scope="col" className="cards-figures">
                        Spoiled or lost
                      </th>
                      <th scope="col">Added</th>
                    </tr>
                  </thead>
                  <tbody>
                    {value.stock.boxes.map(({ box, listed, blank, wasted, since, attempts }) => (
                      <tr key={box}>
                        <th scope="row">
                          {box}
                          {attempts !== undefined && <div className="desk-secondary">New cards allow {attempts} attempts</div>}
                        </th>
                        <td className="cards-figures">
                          <strong>{formatCount(blank)}</strong>
                        </td>
                        <td className="cards-figures">{formatCount(listed)}</td>
                        <td className="cards-figures">{formatCount(wasted)}</td>
                        <td>{formatDateTime(since)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </section>
            <section className="desk-card" aria-labelledby="stock-import">
              <h2 className="nhsuk-heading-m" id="stock-import">
                {' '}
                Add a box to stock{' '}
              </h2>
              <ImportBox imported={reload} />
            </section>
          </div>
        </>
      )}
    </>
  )
}
