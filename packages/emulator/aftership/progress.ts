/**
 * What happens to trackings without a request: carriers' scans, 30 days of silence, 120 days of retention, a corrected
 * carrier. A tracking's status follows from its scans alone, and may go backwards.
 */

import {
  dropTracking,
  EXPIRY_MS,
  findByNumber,
  findTracking,
  nextHex,
  noteDue,
  RETENTION_MS,
  type AfterShipState,
  type Scan,
  type StoredTracking,
  type Tag,
} from './state';

/** Applies one scan. False when the tracking is unknown or AfterShip has stopped asking its carrier. */
export function progress(
  state: AfterShipState,
  trackingId: string,
  tag: Tag,
  nowMs: number,
  scan: Omit<Scan, 'tag'> = {},
): boolean {
  const tracking = findTracking(state, trackingId);
  // Delivered trackings get later scans too (a parcel that comes back); completed and expired ones only after a retrack.
  if (!tracking || tracking.isCompleted || tracking.tag === 'Expired') return false;
  addCheckpoint(state, tracking, { ...scan, tag }, 'carrier', nowMs);
  tracking.active = tag !== 'Delivered';
  return true;
}

/** Scans a carrier will make of a number, whoever tracks it by then. */
export function planScans(
  state: AfterShipState,
  trackingNumber: string,
  scans: readonly (Scan & { readonly atMs: number })[],
): void {
  const added = scans.map(({ atMs, ...scan }) => ({ atMs, scan: { checkpointTime: formatTime(atMs), ...scan } }));
  const planned = [...(state.plannedScans.get(trackingNumber) ?? []), ...added];
  planned.sort((one, other) => one.atMs - other.atMs);
  state.plannedScans.set(trackingNumber, planned);
  if (planned[0] && state.idsByNumber.has(trackingNumber)) noteDue(state, planned[0].atMs);
}

export function addCheckpoint(
  state: AfterShipState,
  tracking: StoredTracking,
  scan: Scan,
  source: 'carrier' | 'user',
  atMs: number,
): void {
  const { checkpointTime = formatTime(atMs), subtag = `${scan.tag}_001`, ...rest } = scan;
  tracking.checkpoints.push({
    ...rest,
    subtag,
    checkpointTime,
    atMs,
    source,
    slug: tracking.slug,
    hash: nextHex(state, 32),
  });
  tracking.tag = scan.tag;
  tracking.subtag = subtag;
  tracking.updatedAtMs = atMs;
}

/**
 * With carrier auto-correction AfterShip changes the slug by itself. It does not when the first event is older than the
 * order, or when the destination is another country (help page on carrier auto-correction).
 */
export function correctCarrier(state: AfterShipState, trackingId: string, slug: string, nowMs: number): boolean {
  const tracking = findTracking(state, trackingId);
  if (!tracking) return false;
  const orderDate = tracking.fields['order_date'];
  const firstAtMs = tracking.checkpoints[0]?.atMs;
  if (typeof orderDate === 'string' && firstAtMs !== undefined && firstAtMs < Date.parse(orderDate)) return false;
  const destination = tracking.fields['destination_country_region'];
  const scanned = tracking.checkpoints.at(-1)?.countryRegion;
  if (typeof destination === 'string' && scanned !== undefined && scanned !== destination) return false;
  if (findByNumber(state, tracking.trackingNumber).some((other) => other !== tracking && other.slug === slug))
    return false;

  tracking.slug = slug;
  tracking.updatedAtMs = nowMs;
  return true;
}

/** Everything that has come due by itself. Cheap while nothing has. */
export function settle(state: AfterShipState, nowMs: number): void {
  if (nowMs < state.nextDueMs) return;
  state.nextDueMs = Infinity;

  for (const tracking of [...state.trackings.values()]) {
    if (nowMs >= tracking.createdAtMs + RETENTION_MS) {
      dropTracking(state, tracking);
      continue;
    }
    applyPlannedScans(state, tracking, nowMs);
    if (tracking.tag === 'Pending' && tracking.active && nowMs >= tracking.waitingSinceMs + EXPIRY_MS) {
      tracking.tag = 'Expired';
      tracking.subtag = 'Expired_001';
      tracking.active = false;
      tracking.updatedAtMs = tracking.waitingSinceMs + EXPIRY_MS;
    }
    if (tracking.tag === 'Pending' && tracking.active) noteDue(state, tracking.waitingSinceMs + EXPIRY_MS);
    noteDue(state, tracking.createdAtMs + RETENTION_MS);
  }
}

/** Planned scans stay planned: a tracking that is made again, or under a second slug, sees the same carrier's history. */
function applyPlannedScans(state: AfterShipState, tracking: StoredTracking, nowMs: number): void {
  const planned = state.plannedScans.get(tracking.trackingNumber) ?? [];
  for (const { atMs, scan } of planned.slice(tracking.plannedSeen)) {
    if (atMs > nowMs) {
      noteDue(state, atMs);
      return;
    }
    const isLate = tracking.tag === 'Pending' && atMs >= tracking.waitingSinceMs + EXPIRY_MS;
    if (isLate || !progress(state, tracking.id, scan.tag, Math.max(atMs, tracking.createdAtMs), scan)) return;
    tracking.plannedSeen += 1;
  }
}

/** `YYYY-MM-DDTHH:mm:ss+00:00`, AfterShip's form for times in GMT. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}
