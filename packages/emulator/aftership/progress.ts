/**
 * Changes of trackings without a request: carriers' scans, 30 days without data, 120 days of retention, a corrected
 * carrier. The status follows from the scans alone and may go backwards.
 */

import {
  dropTracking,
  EXPIRY_MS,
  findByNumber,
  findTracking,
  lacksConnection,
  nextHex,
  noteDue,
  RETENTION_MS,
  type AfterShipState,
  type Scan,
  type StoredTracking,
  type Tag,
} from './state';

/** Applies one scan. False when the tracking is unknown or AfterShip no longer asks its carrier. */
export function progress(
  state: AfterShipState,
  trackingId: string,
  tag: Tag,
  nowMs: number,
  scan: Omit<Scan, 'tag'> = {},
): boolean {
  const tracking = findTracking(state, trackingId);
  // A delivered tracking may get later scans, for example of a returned parcel. A completed or expired one gets none
  // before a retrack.
  if (!tracking || tracking.isCompleted || tracking.tag === 'Expired') return false;
  if (lacksConnection(state, tracking.slug)) return false;
  addCheckpoint(state, tracking, { ...scan, tag }, 'carrier', nowMs);
  tracking.active = tag !== 'Delivered';
  return true;
}

/** Plans a carrier's scans of a number for whichever tracking then has it. */
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
 * Changes the slug as AfterShip's carrier auto-correction does. It does not when the first event is older than the
 * order or the destination is another country (help page on carrier auto-correction).
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

/** Applies all changes that are due. It is cheap when none is due. */
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

/**
 * Applies planned scans and keeps them, because a tracking that is created again or under a second slug gets the same
 * history.
 */
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
