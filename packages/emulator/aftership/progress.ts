/**
 * Changes of trackings without a request: carriers' scans, 30 days without data, 120 days of retention, a corrected
 * carrier. The status follows from the scans alone and may go backwards.
 */

import type { News, Scan, Story, Tag } from './news';
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
  type StoredTracking,
} from './state';

/** Applies one scan. False when the tracking is unknown or AfterShip no longer asks its carrier. */
export function progress(
  state: AfterShipState,
  trackingId: string,
  tag: Tag,
  nowMs: number,
  scan: Omit<Scan, 'tag'> = {},
): boolean {
  return report(state, trackingId, { scan: { ...scan, tag } }, nowMs);
}

/** Applies what AfterShip learns. False when the tracking is unknown or AfterShip no longer asks its carrier. */
export function report(state: AfterShipState, trackingId: string, news: News, nowMs: number): boolean {
  const tracking = findTracking(state, trackingId);
  // A delivered tracking may get later scans, for example of a returned parcel. A completed or expired one gets none
  // before a retrack.
  if (!tracking || tracking.isCompleted || tracking.tag === 'Expired') return false;
  if (lacksConnection(state, tracking.slug)) return false;
  if (news.slug !== undefined) correctCarrier(state, trackingId, news.slug, nowMs);
  if (news.estimate) tracking.estimates.push(news.estimate);
  tracking.details = { ...tracking.details, ...news.details };
  tracking.newsAtMs = nowMs;
  if (news.scan) {
    addCheckpoint(state, tracking, news.scan, 'carrier', nowMs);
    tracking.active = news.scan.tag !== 'Delivered';
  }
  tracking.active = news.active ?? tracking.active;
  return true;
}

/** Tells the story of a number's parcel, for whichever tracking then has the number. */
export function tell(state: AfterShipState, trackingNumber: string, story: Story): void {
  const told = [...(state.stories.get(trackingNumber) ?? []), ...story].sort((one, other) => one.atMs - other.atMs);
  state.stories.set(trackingNumber, told);
  if (told[0] && state.idsByNumber.has(trackingNumber)) noteDue(state, told[0].atMs);
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
  tracking.newsAtMs = nowMs;
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
    applyStory(state, tracking, nowMs);
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

/** Applies a story and keeps it, because a tracking that is created again or under a second slug gets the same one. */
function applyStory(state: AfterShipState, tracking: StoredTracking, nowMs: number): void {
  const story = state.stories.get(tracking.trackingNumber) ?? [];
  for (const { atMs, ...news } of story.slice(tracking.newsSeen)) {
    if (atMs > nowMs) {
      noteDue(state, atMs);
      return;
    }
    const isLate = tracking.tag === 'Pending' && atMs >= tracking.waitingSinceMs + EXPIRY_MS;
    // The carrier's time of a scan is older than the tracking where the tracking came later.
    const scan = news.scan && { scan: { checkpointTime: formatTime(atMs), ...news.scan } };
    const isTaken = !isLate && report(state, tracking.id, { ...news, ...scan }, Math.max(atMs, tracking.createdAtMs));
    if (!isTaken) return;
    tracking.newsSeen += 1;
  }
}

/** `YYYY-MM-DDTHH:mm:ss+00:00`, AfterShip's form for times in GMT. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}
