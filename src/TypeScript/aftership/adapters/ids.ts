/**
 * Every script id, field id and list value of this project's own objects, once.
 * A project test ties each of them to an object in src/Objects and back.
 */

export const SCRIPTS = {
  deliver: { script: 'customscript_aftership_deliver_mr', deployment: 'customdeploy_aftership_deliver_mr' },
  pages: { script: 'customscript_aftership_console_sl', deployment: 'customdeploy_aftership_console_sl' },
  shipment: { script: 'customscript_aftership_shipment_sl', deployment: 'customdeploy_aftership_shipment_sl' },
  bulk: { script: 'customscript_aftership_bulk_mr', deployment: 'customdeploy_aftership_bulk_mr' },
} as const;

/** Every deployment with the status that the project deploys it with: what else it says, somebody changed by hand. */
export const DEPLOYMENTS: Readonly<Record<string, string>> = {
  [SCRIPTS.deliver.deployment]: 'NOTSCHEDULED',
  [SCRIPTS.pages.deployment]: 'RELEASED',
  [SCRIPTS.shipment.deployment]: 'RELEASED',
  [SCRIPTS.bulk.deployment]: 'NOTSCHEDULED',
  customdeploy_aftership_fulfillment_ue: 'RELEASED',
  customdeploy_aftership_view_ue: 'RELEASED',
  customdeploy_aftership_wake_ss: 'SCHEDULED',
  customdeploy_aftership_sweep_mr: 'SCHEDULED',
};

/** Names of the roles as deployed: a search of roles knows no script ids (records.json). */
export const ROLE_NAMES = { scripts: 'AfterShip Scripts', connector: 'AfterShip Connector' } as const;

/** Script parameters. */
export const PARAMETERS = {
  /** `system` when the scheduled script asked for the run: then it runs as the System user and can prove an absence. */
  askedBy: 'custscript_aftership_asked_by',
  /** What the bulk job is to do, as JSON. */
  bulkTask: 'custscript_aftership_bulk_task',
} as const;

export const SIGNAL = {
  type: 'customrecord_aftership_signal',
  account: 'custrecord_aftership_sg_account',
  fulfillment: 'custrecord_aftership_sg_fulfillment',
  deleted: 'custrecord_aftership_sg_deleted',
  due: 'custrecord_aftership_sg_due',
  attempts: 'custrecord_aftership_sg_attempts',
  backfill: 'custrecord_aftership_sg_backfill',
  backfillId: 'custrecord_aftership_sg_backfill_id',
  systemOnly: 'custrecord_aftership_sg_system',
  origin: 'custrecord_aftership_sg_origin',
  waitReason: 'custrecord_aftership_sg_reason',
} as const;

export const SHIPMENT = {
  type: 'customrecord_aftership_shipment',
  account: 'custrecord_aftership_sh_account',
  fulfillment: 'custrecord_aftership_sh_fulfillment',
  transaction: 'custrecord_aftership_sh_transaction',
  number: 'custrecord_aftership_sh_number',
  state: 'custrecord_aftership_sh_state',
  reason: 'custrecord_aftership_sh_reason',
  message: 'custrecord_aftership_sh_message',
  trackingId: 'custrecord_aftership_sh_tracking',
  generation: 'custrecord_aftership_sh_generation',
  foreign: 'custrecord_aftership_sh_foreign',
  slug: 'custrecord_aftership_sh_slug',
  slugAsked: 'custrecord_aftership_sh_slug_asked',
  createPrint: 'custrecord_aftership_sh_print_create',
  updatePrint: 'custrecord_aftership_sh_print_update',
  sentAt: 'custrecord_aftership_sh_sent_at',
  dueAt: 'custrecord_aftership_sh_due',
  removedAt: 'custrecord_aftership_sh_removed_at',
  answerCode: 'custrecord_aftership_sh_code',
  traceId: 'custrecord_aftership_sh_trace',
  hasContact: 'custrecord_aftership_sh_contact',
  lookedAt: 'custrecord_aftership_sh_looked',
  failedAt: 'custrecord_aftership_sh_failed',
  alongside: 'custrecord_aftership_sh_alongside',
  history: 'custrecord_aftership_sh_history',
  backfill: 'custrecord_aftership_sh_backfill',
  withoutContact: 'custrecord_aftership_sh_no_contact',
  shippedOn: 'custrecord_aftership_sh_shipped',
  retry: 'custrecord_aftership_sh_retry',
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
  promisedDateField: 'custrecord_aftership_cn_promised',
  tags: 'custrecord_aftership_cn_tags',
  stoppedByPerson: 'custrecord_aftership_cn_stop_person',
  stoppedByError: 'custrecord_aftership_cn_stop_error',
  stopReason: 'custrecord_aftership_cn_stop_reason',
  noticeAuthor: 'custrecord_aftership_cn_author',
  noticeEmails: 'custrecord_aftership_cn_notify',
  toldAt: 'custrecord_aftership_cn_told_at',
  toldOf: 'custrecord_aftership_cn_told_of',
  sweepCursor: 'custrecord_aftership_cn_sweep',
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

/** Fields that people fill in on standard records. */
export const OPT_OUT = {
  fulfillment: 'custbody_aftership_opt_out',
  customer: 'custentity_aftership_opt_out',
  customerContact: 'custentity_aftership_no_contact',
} as const;

/** Labels of the list values, as deployed: a select field is read by its text, because internal ids differ by account. */
export const MODE_LABELS = { off: 'Off', preview: 'Preview', on: 'On' } as const;
export const ADOPTION_LABELS = { 'link only': 'Link only', 'keep in step': 'Keep in step' } as const;
