import type { Room } from '@bypuls/model'
import { Link } from '@tanstack/react-router'

/** A room's name and use; choosing it shows its lines, and is kept in the URL. */
export function RoomLink({ room, chosen }: { room: Room; chosen: boolean }) {
  return (
    <>
      <Link
        to="."
        search={(old) => ({ ...old, place: room.place })}
        resetScroll={false}
        aria-current={chosen ? 'true' : undefined}
      >
        {room.placeTitle}
      </Link>
      {room.usage !== null && <small>{room.usage}</small>}
    </>
  )
}
