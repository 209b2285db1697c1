import { HEAD_GUIDE } from '../../../images/crop.ts'

/** Two ovals: the smallest and the largest head that a passport photograph may show. */
export function HeadGuide() {
  const { smallest, largest, centreY, widthToHeight } = HEAD_GUIDE
  const oval = (share: number) => <ellipse cx={17.5} cy={centreY * 45} rx={(share * 45 * widthToHeight) / 2} ry={(share * 45) / 2} />
  return (
    <svg className="photograph-guide" viewBox="0 0 35 45" aria-hidden="true">
      <g className="photograph-guide__under">
        {oval(smallest)}
        {oval(largest)}
      </g>
      <g className="photograph-guide__over">
        {oval(smallest)}
        {oval(largest)}
      </g>
    </svg>
  )
}
