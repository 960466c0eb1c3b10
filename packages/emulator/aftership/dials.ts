/**
 * The points AfterShip leaves undocumented (or contradicts itself on), each with every answer the emulator can give.
 * The first value is the default. FIDELITY.md beside this file says what each stands for.
 */

export interface AfterShipDials {
  /** A create with an id that exists already, for another number (or another slug). */
  sameIdOtherNumber: '4003' | '4015' | '400';
  /** What `data` of a 4003 answer holds. */
  duplicateData: 'empty' | 'with id';
  /** How long a new tracking stays invisible to GET /trackings; GET by id shows it at once. */
  listLagSeconds: number;
  /** How long a create of a number or id that was just deleted is refused with 4003; 0 = it is allowed at once. */
  refusedAfterDeleteSeconds: number;
  /** Whether the same number may be tracked under a second slug. */
  secondSlug: 'accepted' | 'refused';
  /** What makes a tracking unique beside slug and number. */
  uniqueKey: 'slug and number' | 'with additional fields';
  /** A create without slug whose number no carrier's format matches. */
  unrecognizedNumber: 'accepted' | '4012';
  /** What an update does to `customers` and `custom_fields` that are there already. */
  objectsOnUpdate: 'replaced' | 'merged';
  /** An empty list of `customers` in an update. */
  emptyCustomers: 'accepted' | 'refused';
  /** Whether the text of a refusal (4008) quotes the value that is wrong. */
  refusedValue: 'not quoted' | 'quoted';
  /** Country codes of two letters. */
  alpha2Country: 'refused' | 'accepted';
  /** The code for a tracking_number of wrong length or characters. */
  malformedNumber: '4005' | '4017';
  /** Fields that are not in the documentation of a create. */
  unknownFields: 'refused' | 'ignored';
  /** Empty text in fields for which no minimum length is documented (a `note` may always be cleared). */
  emptyText: 'accepted' | 'refused';
  /** A `language` that is not of the form of ISO 639-1. */
  unknownLanguage: 'refused' | 'accepted';
  /** An e-mail address without an at sign. */
  malformedEmail: 'accepted' | 'refused';
  /** tracking_ship_date as YYYYMMDD, which only older pages still name. */
  compactShipDate: 'refused' | 'accepted';
  /** A request with no `Content-Type: application/json`. */
  missingContentType: 'refused' | 'accepted';
  /** An update of the slug of an expired tracking: one help page excludes it, the API page states no condition. */
  slugOfExpired: 'changeable' | 'refused';
  /** An update to a slug under which the same number is tracked already. */
  slugTaken: '4003' | 'accepted';
  /** How often one tracking may be retracked: the endpoint's text says 3 times, the error list says once. */
  retracks: 'once' | '3 times';
  /** The order of GET /trackings. */
  listOrder: 'newest first' | 'oldest first';
  /** How long a cursor stays good; 0 = for ever. */
  cursorLifetimeSeconds: number;
  /** What an object in a list holds when `fields` is given. */
  listFields: 'only those' | 'those and id';
  /** GET /couriers?active=true of an account that has switched no courier on. */
  couriersWithoutList: 'none' | 'all';
  /** GET /couriers?slug= with a slug that does not exist. */
  unknownSlugAsked: 'left out' | 'refused';
}

/** Every answer of every dial; the default first. */
export const DIAL_VALUES: { readonly [K in keyof AfterShipDials]: readonly AfterShipDials[K][] } = {
  sameIdOtherNumber: ['4003', '4015', '400'],
  duplicateData: ['empty', 'with id'],
  listLagSeconds: [0, 30],
  refusedAfterDeleteSeconds: [0, 3600],
  secondSlug: ['accepted', 'refused'],
  uniqueKey: ['slug and number', 'with additional fields'],
  unrecognizedNumber: ['accepted', '4012'],
  objectsOnUpdate: ['replaced', 'merged'],
  emptyCustomers: ['accepted', 'refused'],
  refusedValue: ['not quoted', 'quoted'],
  alpha2Country: ['refused', 'accepted'],
  malformedNumber: ['4005', '4017'],
  unknownFields: ['refused', 'ignored'],
  emptyText: ['accepted', 'refused'],
  unknownLanguage: ['refused', 'accepted'],
  malformedEmail: ['accepted', 'refused'],
  compactShipDate: ['refused', 'accepted'],
  missingContentType: ['refused', 'accepted'],
  slugOfExpired: ['changeable', 'refused'],
  slugTaken: ['4003', 'accepted'],
  retracks: ['once', '3 times'],
  listOrder: ['newest first', 'oldest first'],
  cursorLifetimeSeconds: [0, 60],
  listFields: ['only those', 'those and id'],
  couriersWithoutList: ['none', 'all'],
  unknownSlugAsked: ['left out', 'refused'],
};

/** All dials on their default, but for the given ones. */
export function setDials(changes: Partial<AfterShipDials> = {}): AfterShipDials {
  return {
    sameIdOtherNumber: '4003',
    duplicateData: 'empty',
    listLagSeconds: 0,
    refusedAfterDeleteSeconds: 0,
    secondSlug: 'accepted',
    uniqueKey: 'slug and number',
    unrecognizedNumber: 'accepted',
    objectsOnUpdate: 'replaced',
    emptyCustomers: 'accepted',
    alpha2Country: 'refused',
    malformedNumber: '4005',
    unknownFields: 'refused',
    emptyText: 'accepted',
    unknownLanguage: 'refused',
    malformedEmail: 'accepted',
    compactShipDate: 'refused',
    missingContentType: 'refused',
    refusedValue: 'not quoted',
    slugOfExpired: 'changeable',
    slugTaken: '4003',
    retracks: 'once',
    listOrder: 'newest first',
    cursorLifetimeSeconds: 0,
    listFields: 'only those',
    couriersWithoutList: 'none',
    unknownSlugAsked: 'left out',
    ...changes,
  };
}
