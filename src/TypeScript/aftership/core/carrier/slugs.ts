/** What the form of an AfterShip slug says about the slug. */

/** A slug with this ending works only when the AfterShip account has a connection to the carrier. */
const BY_CONNECTION = /-(api|ftp|sftp|webhook|email-push|web)$/;

/** A slug with this ending follows another number than the one on the parcel. */
const BY_OTHER_NUMBER = /-(reference|ref|pieceid|parcelid|active-tracing)$/;

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether a text has the form of AfterShip's slugs. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

export function needsConnection(slug: string): boolean {
  return BY_CONNECTION.test(slug);
}

export function followsOtherNumber(slug: string): boolean {
  return BY_OTHER_NUMBER.test(slug);
}

/** The courier of a slug: `ups-api` is UPS through a connection of one's own. */
export function courierOf(slug: string): string {
  return slug.replace(BY_CONNECTION, '').replace(BY_OTHER_NUMBER, '');
}
