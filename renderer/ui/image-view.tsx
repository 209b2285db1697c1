/** A scan or photograph to look at closely: fit to the frame, full size, double, and turned. */
import { useEffect, useRef, useState } from 'react'
import { Spinner } from './parts.tsx'
import { useViewing, ViewerTools } from './viewer-tools.tsx'

interface ImageViewProps {
  readonly url: string | undefined
  readonly alt: string
  /** The picture is on the screen. */
  readonly onShown?: (() => void) | undefined
}

export function ImageView({ url, alt, onShown }: ImageViewProps) {
  const frame = useRef<HTMLDivElement>(null)
  const viewing = useViewing()
  const { zoom, turn } = viewing
  const [natural, setNatural] = useState<{ width: number; height: number }>()
  const [room, setRoom] = useState<{ width: number; height: number }>()
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const lying = turn % 180 !== 0
  const shown = natural && (lying ? { width: natural.height, height: natural.width } : natural)
  const scale = !shown || !room ? 1 : zoom === 'fit' ? Math.min(room.width / shown.width, room.height / shown.height, 1) : zoom
  return (
    <div className="desk-viewer" role="group" aria-label={alt}>
      <ViewerTools viewing={viewing} />
      <div className="desk-viewer__frame" ref={frame} tabIndex={0} role="region" aria-label={`${alt}, scrollable`}>
        {broken && <p>This picture could not be shown. The file may be damaged. Ask the registrant to send it again.</p>}
        {!url && <Spinner label="Opening the picture" />}
        {url && !broken && (
          <div className="desk-viewer__sheet" style={shown ? { width: shown.width * scale, height: shown.height * scale } : undefined}>
            <img
              src={url}
              alt={alt}
              draggable={false}
              onLoad={(load) => {
                setBroken(false)
                setNatural({ width: load.currentTarget.naturalWidth, height: load.currentTarget.naturalHeight })
                onShown?.()
              }}
              onError={() => setBroken(true)}
              style={
                natural
                  ? { width: natural.width * scale, height: natural.height * scale, transform: `translate(-50%, -50%) rotate(${turn}deg)` }
                  : undefined
              }
            />
          </div>
        )}
      </div>
    </div>
  )
}
