/** The title of a page that is one of several in a place, and the way to the others. */
import { Link } from 'wouter'

export interface PageTab {
  readonly path: string
  readonly title: string
}

export function PageTabs({ title, here, pages }: { readonly title: string; readonly here: string; readonly pages: readonly PageTab[] }) {
  return (
    <div className="desk-page-head">
      <h1>{title}</h1>
      <ul className="desk-tabs">
        {pages.map(({ path, title: words }) => (
          <li key={path}>
            <Link href={path} aria-current={path === here ? 'page' : undefined}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
