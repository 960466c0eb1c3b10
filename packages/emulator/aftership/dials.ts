/**
 * Behaviour that AfterShip leaves undocumented or contradicts, with the answers that the emulator can give. The first
 * value is the default. FIDELITY.md in this folder explains each.
 */

export interface AfterShipDials {
  /** Code for a create with an existing id and another number or slug. */
  sameIdOtherNumber: '4003' | '4015' | '400';
  /** Content of `data` in a 4003 answer. */
  duplicateData: 'empty' | 'with id';
  /** Seconds for which a new tracking is missing in GET /trackings. GET by id shows it at once. */
  listLagSeconds: number;
  /** Seconds for which a create of a deleted number or id is refused with 4003; 0 allows it at once. */
  refusedAfterDeleteSeconds: number;
  /** Whether a second slug of the same number is accepted. */
  secondSlug: 'accepted' | 'refused';
  /** Fields that must be unique together. */
  uniqueKey: 'slug and number' | 'with additional fields';
  /** Answer to a create without slug whose number matches no carrier's format. */
  unrecognizedNumber: 'accepted' | '4012';
  /** Effect of an update on existing `customers` and `custom_fields`. */
  objectsOnUpdate: 'replaced' | 'merged';
  /** Answer to an empty list of `customers` in an update. */
  emptyCustomers: 'accepted' | 'refused';
  /** Whether the text of a 4008 or 4009 quotes what was sent. */
  refusedValue: 'not quoted' | 'quoted';
  /** Answer to country codes of two letters. */
  alpha2Country: 'refused' | 'accepted';
  /** Code for a tracking_number of wrong length or characters. */
  malformedNumber: '4005' | '4017';
  /** Answer to fields that the documentation of a create does not name. */
  unknownFields: 'refused' | 'ignored';
  /** Answer to empty text in fields without a documented minimum length (a `note` may always be cleared). */
  emptyText: 'accepted' | 'refused';
  /** Answer to a `language` that does not have the form of ISO 639-1. */
  unknownLanguage: 'refused' | 'accepted';
  /** Answer to an e-mail address without an at sign. */
  malformedEmail: 'accepted' | 'refused';
  /** Answer to tracking_ship_date as YYYYMMDD, which only older pages name. */
  compactShipDate: 'refused' | 'accepted';
  /** Answer to a request without `Content-Type: application/json`. */
  missingContentType: 'refused' | 'accepted';
  /** Answer to an update of an expired tracking's slug: one help page excludes it, the API page has no condition. */
  slugOfExpired: 'changeable' | 'refused';
  /** Answer to an update to a slug under which the number is already tracked. */
  slugTaken: '4003' | 'accepted';
  /** Number of retracks of one tracking: the endpoint's text says 3 times, the error list once. */
  retracks: 'once' | '3 times';
  /** Order of GET /trackings, by the time that `listKey` names. */
  listOrder: 'newest first' | 'oldest first';
  /** Lifetime of a cursor; 0 for no end. */
  cursorLifetimeSeconds: number;
  /** Members of a list's objects when `fields` is given. */
  listFields: 'only those' | 'those and id';
  /** Answer to GET /couriers?active=true for an account without enabled couriers. */
  couriersWithoutList: 'none' | 'all';
  /** Answer to GET /couriers?slug= with an unknown slug. */
  unknownSlugAsked: 'left out' | 'refused';
  /** The time that orders GET /trackings and that its cursor names. */
  listKey: 'created' | 'updated';
  /** Whether an update through the API moves `updated_at`. */
  updatedAtOnUpdate: 'moves' | 'stays';
  /** Answer to `last_mile` in an update: OAS has it, the SDK has not. */
  lastMileOnUpdate: 'refused' | 'accepted';
  /** What follows for a courier that needs a connection when the account has none: no data ever, or a refusal. */
  withoutConnection: 'no data' | 'refused';
  /** Whether news without a scan, such as another delivery date or carrier, moves `updated_at`. */
  updatedAtOnNews: 'moves' | 'stays';
  /** What `latest_estimated_delivery` says before the first date is revised. */
  unrevisedEstimate: 'the first' | 'null';
  /** What becomes of the delivery's date and signature when a later scan takes the delivery back. */
  deliveryTakenBack: 'cleared' | 'kept';
  /** Order of `checkpoints`. */
  checkpointOrder: 'oldest first' | 'newest first';
}

/** All values of the dials; the default is first. */
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
  listKey: ['created', 'updated'],
  updatedAtOnUpdate: ['moves', 'stays'],
  lastMileOnUpdate: ['refused', 'accepted'],
  withoutConnection: ['no data', 'refused'],
  updatedAtOnNews: ['moves', 'stays'],
  unrevisedEstimate: ['the first', 'null'],
  deliveryTakenBack: ['cleared', 'kept'],
  checkpointOrder: ['oldest first', 'newest first'],
};

/** All dials at their default, except for the given ones. */
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
    listKey: 'created',
    updatedAtOnUpdate: 'moves',
    lastMileOnUpdate: 'refused',
    withoutConnection: 'no data',
    updatedAtOnNews: 'moves',
    unrevisedEstimate: 'the first',
    deliveryTakenBack: 'cleared',
    checkpointOrder: 'oldest first',
    ...changes,
  };
}
