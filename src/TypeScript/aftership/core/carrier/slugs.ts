/** What AfterShip's slugs say about themselves. */

/** Such a slug works only with a connection to the carrier that the AfterShip account has. */
const BY_CONNECTION = /-(api|ftp|sftp|webhook|email-push|web)$/;

/** Such a slug follows another number than the one on the parcel. */
const BY_OTHER_NUMBER = /-(reference|ref|pieceid|parcelid|active-tracing)$/;

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether a text is written as AfterShip writes slugs. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

export function needsConnection(slug: string): boolean {
  return BY_CONNECTION.test(slug);
}

export function followsOtherNumber(slug: string): boolean {
  return BY_OTHER_NUMBER.test(slug);
}

/** The courier behind a slug: `ups-api` is UPS with a connection of one's own. */
export function courierOf(slug: string): string {
  return slug.replace(BY_CONNECTION, '').replace(BY_OTHER_NUMBER, '');
}
