/**
 * Every script id, field id and list value of this project's objects, once. A project test compares them with
 * src/Objects in both directions.
 */

import type { Priority } from '../core/event';

export const SCRIPTS = {
  deliver: { script: 'customscript_aftership_send_mr', deployment: 'customdeploy_aftership_send_mr' },
  pages: { script: 'customscript_aftership_console_sl', deployment: 'customdeploy_aftership_console_sl' },
  shipment: { script: 'customscript_aftership_shipment_sl', deployment: 'customdeploy_aftership_shipment_sl' },
  bulk: { script: 'customscript_aftership_bulk_mr', deployment: 'customdeploy_aftership_bulk_mr' },
} as const;

/**
 * Deployments with the status that the project deploys. A different status in the account is somebody's manual change.
 */
export const DEPLOYMENTS: Readonly<Record<string, string>> = {
  [SCRIPTS.deliver.deployment]: 'NOTSCHEDULED',
  [SCRIPTS.pages.deployment]: 'RELEASED',
  [SCRIPTS.shipment.deployment]: 'RELEASED',
  [SCRIPTS.bulk.deployment]: 'NOTSCHEDULED',
  customdeploy_aftership_fulfillment_ue: 'RELEASED',
  customdeploy_aftership_view_ue: 'RELEASED',
  customdeploy_aftership_wake_ss: 'SCHEDULED',
  customdeploy_aftership_hourly_check_mr: 'SCHEDULED',
};

/** Names of the roles as deployed, because a search of roles has no script ids (records.json). */
export const ROLE_NAMES = { scripts: 'AfterShip Scripts', connector: 'AfterShip Connector' } as const;

/** Ids of the script parameters. */
export const PARAMETERS = {
  /**
   * `system` when the scheduled script asked for the run, which then belongs to the System user and can prove an
   * absence.
   */
  askedBy: 'custscript_aftership_asked_by',
  /** Task of the bulk job, as JSON. */
  bulkTask: 'custscript_aftership_bulk_task',
} as const;

export const OUTBOX = {
  type: 'customrecord_aftership_outbox',
  account: 'custrecord_aftership_ob_account',
  fulfillment: 'custrecord_aftership_ob_fulfillment',
  due: 'custrecord_aftership_ob_due',
  attempts: 'custrecord_aftership_ob_attempts',
  priority: 'custrecord_aftership_ob_priority',
  backfillId: 'custrecord_aftership_ob_backfill_id',
  systemOnly: 'custrecord_aftership_ob_system',
  origin: 'custrecord_aftership_ob_origin',
  waitReason: 'custrecord_aftership_ob_reason',
  inFlight: 'custrecord_aftership_ob_in_flight',
  unreadable: 'custrecord_aftership_ob_unreadable',
} as const;

/** What the outbox stores for a priority, so that a search can sort by it. */
export const STORED_PRIORITY: Readonly<Record<Priority, number>> = { person: 0, script: 1, check: 2, past: 3 };

/** The ledger: *AfterShip Package*. */
export const PACKAGE = {
  type: 'customrecord_aftership_package',
  account: 'custrecord_aftership_pk_account',
  fulfillment: 'custrecord_aftership_pk_fulfillment',
  transaction: 'custrecord_aftership_pk_transaction',
  number: 'custrecord_aftership_pk_number',
  state: 'custrecord_aftership_pk_state',
  reason: 'custrecord_aftership_pk_reason',
  params: 'custrecord_aftership_pk_params',
  holding: 'custrecord_aftership_pk_holding',
  trackingId: 'custrecord_aftership_pk_tracking',
  generation: 'custrecord_aftership_pk_generation',
  dueAt: 'custrecord_aftership_pk_due',
  slug: 'custrecord_aftership_pk_slug',
  slugAsked: 'custrecord_aftership_pk_slug_asked',
  evidence: 'custrecord_aftership_pk_evidence',
  fingerprint: 'custrecord_aftership_pk_fingerprint',
  sentFields: 'custrecord_aftership_pk_sent_fields',
  contentAt: 'custrecord_aftership_pk_content_at',
  hasContact: 'custrecord_aftership_pk_contact',
  madeAt: 'custrecord_aftership_pk_made_at',
  removalAskedAt: 'custrecord_aftership_pk_removal_at',
  removalHour: 'custrecord_aftership_pk_removal_hour',
  answerCode: 'custrecord_aftership_pk_code',
  traceId: 'custrecord_aftership_pk_trace',
  lookedAt: 'custrecord_aftership_pk_looked',
  failedAt: 'custrecord_aftership_pk_failed',
  failedHour: 'custrecord_aftership_pk_failed_hour',
  history: 'custrecord_aftership_pk_history',
  backfill: 'custrecord_aftership_pk_backfill',
  withoutContact: 'custrecord_aftership_pk_no_contact',
  shippedOn: 'custrecord_aftership_pk_shipped',
  retry: 'custrecord_aftership_pk_retry',
} as const;

export const CONNECTION = {
  type: 'customrecord_aftership_connection',
  account: 'custrecord_aftership_cn_account',
  secret: 'custrecord_aftership_cn_secret',
  mode: 'custrecord_aftership_cn_mode',
  startDate: 'custrecord_aftership_cn_start',
  maxAge: 'custrecord_aftership_cn_max_age',
  sendName: 'custrecord_aftership_cn_send_name',
  sendEmail: 'custrecord_aftership_cn_send_email',
  sendPhone: 'custrecord_aftership_cn_send_phone',
  testRecipient: 'custrecord_aftership_cn_test_recipient',
  adoption: 'custrecord_aftership_cn_adoption',
  salesOrders: 'custrecord_aftership_cn_sales_orders',
  transferOrders: 'custrecord_aftership_cn_transfers',
  dropShipments: 'custrecord_aftership_cn_drop_ship',
  sendWait: 'custrecord_aftership_cn_send_wait',
  subsidiaries: 'custrecord_aftership_cn_subsidiaries',
  locations: 'custrecord_aftership_cn_locations',
  leftOutShipMethods: 'custrecord_aftership_cn_methods_out',
  removalWait: 'custrecord_aftership_cn_removal_wait',
  removeMoving: 'custrecord_aftership_cn_remove_moving',
  removalsPerHour: 'custrecord_aftership_cn_removals_hour',
  carrierMapping: 'custrecord_aftership_cn_carriers',
  fieldMapping: 'custrecord_aftership_cn_fields',
  tags: 'custrecord_aftership_cn_tags',
  stoppedByPerson: 'custrecord_aftership_cn_stop_person',
  stoppedByError: 'custrecord_aftership_cn_stop_error',
  stopReason: 'custrecord_aftership_cn_stop_reason',
  pausedUntil: 'custrecord_aftership_cn_paused_until',
  noticeAuthor: 'custrecord_aftership_cn_author',
  noticeEmails: 'custrecord_aftership_cn_notify',
  toldAt: 'custrecord_aftership_cn_told_at',
  toldOf: 'custrecord_aftership_cn_told_of',
  couriers: 'custrecord_aftership_cn_couriers',
  checkCursor: 'custrecord_aftership_cn_hourly_check',
  lastRequest: 'custrecord_aftership_cn_last_request',
  lastRun: 'custrecord_aftership_cn_last_run',
  releaseChecked: 'custrecord_aftership_cn_release',
} as const;

export const BACKFILL = {
  type: 'customrecord_aftership_backfill',
  account: 'custrecord_aftership_bf_account',
  state: 'custrecord_aftership_bf_state',
  reason: 'custrecord_aftership_bf_reason',
  from: 'custrecord_aftership_bf_from',
  to: 'custrecord_aftership_bf_to',
  contacts: 'custrecord_aftership_bf_contacts',
  subsidiaries: 'custrecord_aftership_bf_subsidiaries',
  locations: 'custrecord_aftership_bf_locations',
  mode: 'custrecord_aftership_bf_mode',
  expected: 'custrecord_aftership_bf_expected',
  raised: 'custrecord_aftership_bf_raised',
  cursor: 'custrecord_aftership_bf_cursor',
  complete: 'custrecord_aftership_bf_complete',
  startedAt: 'custrecord_aftership_bf_started',
  endedAt: 'custrecord_aftership_bf_ended',
} as const;

/** The counts of a day's shipments: *AfterShip Daily Count*. */
export const DAY = {
  type: 'customrecord_aftership_daily_count',
  account: 'custrecord_aftership_dc_account',
  day: 'custrecord_aftership_dc_day',
  groups: 'custrecord_aftership_dc_groups',
  before: 'custrecord_aftership_dc_before',
} as const;

/** Fields that people fill in on standard records. */
export const OPT_OUT = {
  fulfillment: 'custbody_aftership_opt_out',
  customer: 'custentity_aftership_opt_out',
  customerContact: 'custentity_aftership_no_contact',
} as const;

/**
 * Labels of the list values as deployed. A select field is read by its label, because internal ids differ between
 * accounts.
 */
export const MODE_LABELS = { off: 'Off', preview: 'Preview', on: 'On' } as const;
export const ADOPTION_LABELS = { 'link only': 'Link only', 'keep in step': 'Keep in step' } as const;
