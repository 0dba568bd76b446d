/** How `events.open_deliveries` is kept: an event is PROCESSED when none of its deliveries is open any more. */

/**
 * The CTEs `closed`, `locked` and `ended` (the events, `id` and `business_id`): counts off what a CTE `settled` (event_id,
 * status) has ended. The events are locked in order first: two channels of one group end at the same moment, and the
 * counter must not lose one of them.
 */
export const CLOSE_EVENTS = `
    closed AS (
      SELECT event_id, count(*)::integer AS count FROM settled WHERE status <> 'PENDING' GROUP BY event_id
    ), locked AS (
      SELECT id FROM events WHERE id IN (SELECT event_id FROM closed) ORDER BY id FOR UPDATE
    ), ended AS (
      UPDATE events e SET open_deliveries = e.open_deliveries - closed.count,
        status = CASE WHEN e.open_deliveries <= closed.count THEN 'PROCESSED' ELSE e.status END
      FROM closed JOIN locked ON locked.id = closed.event_id WHERE e.id = closed.event_id
      RETURNING e.id, e.business_id
    )`;

/** The CTEs `opened`, `locked` and `reopened` (the events: `id`, `count`): counts what a CTE `held` (event_id, status) holds anew. */
export const OPEN_EVENTS = `
    opened AS (
      SELECT event_id, count(*)::integer AS count FROM held WHERE status = 'DEFERRED' GROUP BY event_id
    ), locked AS (
      SELECT id FROM events WHERE id IN (SELECT event_id FROM opened) ORDER BY id FOR UPDATE
    ), reopened AS (
      UPDATE events e SET open_deliveries = e.open_deliveries + o.count, status = 'PROCESSING', status_reason = NULL
      FROM opened o JOIN locked l ON l.id = o.event_id WHERE e.id = o.event_id
      RETURNING e.id, o.count
    )`;
