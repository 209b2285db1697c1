/** Register of every card that this station used or has in stock. */
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Button, formatCount, FormError, Spinner } from '../../../ui/index.ts'
import { CardsHead, LowStock } from './cards-head.tsx'
import { findCards, shownFilters, type CardFilter } from './card-filters.ts'
import { RegisterGrid } from './register-grid.tsx'
import { useCards } from './use-cards.ts'
import './cards.css'

export function Cards() {
  const { value, failure } = useCards()
  const [, go] = useLocation()
  const [filter, setFilter] = useState<CardFilter>('all')
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const cards = useMemo(() => findCards(value?.cards ?? [], filter, asked), [value, filter, asked])
  const open = useCallback((serial: string) => go(`/cards/card/${serial}`), [go])
  return (
    <>
      <CardsHead title="Cards" here="/cards" />
      {failure && <FormError failure={failure} />}
      {!value && !failure && <Spinner label="Reading the register" />}
      {value && <LowStock stock={value.stock} />}
      {value?.cards.length === 0 && (
        <div className="desk-empty">
          <h2 className="nhsuk-heading-m">No cards yet</h2>
          <p>
            A card is added to the register when you import the list of its box, or when it is written for a case.{' '}
            <Link href="/cards/stock">Import a list of cards</Link>
          </p>
        </div>
      )}
      {value && value.cards.length > 0 && (
        <>
          <div className="desk-toolbar">
            <div className="nhsuk-form-group" role="search">
              <label className="nhsuk-label" htmlFor="cards-search">
                Search
              </label>
              <input
                id="cards-search"
                className="nhsuk-input"
                type="search"
                value={query}
                onChange={(change) => setQuery(change.target.value)}
                placeholder="Serial number, case or box"
                autoComplete="off"
                spellCheck={false}
              />
            </div>
            <fieldset className="desk-filters">
              <legend className="nhsuk-u-visually-hidden">Which cards</legend>
              {shownFilters(value.stock.byState, filter).map(({ id, title, count }) => (
                <Button key={id} variant="quiet" aria-pressed={filter === id} onClick={() => setFilter(id)}>
                  {title} <span className="desk-mono">({formatCount(count)})</span>
                </Button>
              ))}
            </fieldset>
            <span className="desk-secondary" role="status">
              {cards.length === 1 ? '1 card' : `${formatCount(cards.length)} cards`}
            </span>
          </div>
          {cards.length > 0 ? (
            <RegisterGrid key={filter} cards={cards} onOpen={open} />
          ) : (
            <div className="desk-empty">
              <p>No card matches this serial number, case or box.</p>
            </div>
          )}
        </>
      )}
    </>
  )
}
