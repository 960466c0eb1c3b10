/**
 * Deliberate defects, each a small change of one compiled script: the simulation has to find every one of them. `text`
 * must stand in the file exactly once, so that a defect cannot stop being one unnoticed.
 */

import type { Theme } from '../simulate/faults';

export interface Defect {
  /** What is wrong, in words. */
  readonly name: string;
  /** Below FileCabinet/SuiteScripts/aftership. */
  readonly file: string;
  readonly text: string;
  readonly becomes: string;
  /** Lives that are most likely to show it; they are tried first. */
  readonly themes: readonly Theme[];
}

function defect(
  name: string,
  file: string,
  text: string,
  becomes: string,
  themes: readonly Theme[] = ['ordinary'],
): Defect {
  return { name, file, text, becomes, themes };
}

export const DEFECTS: readonly Defect[] = [
  // ── Signals ──
  defect(
    'acknowledge before sending',
    'app/delivery/reconcile.js',
    'const batch = (0, perform_create_1.startBatch)(plan.calls);',
    'acknowledge(task, ports); const batch = (0, perform_create_1.startBatch)(plan.calls);',
    ['wire', 'rate limit', 'limits'],
  ),
  defect(
    'acknowledge signals that came later',
    'app/delivery/reconcile.js',
    'for (const signal of task.signals)\n            ports.signals.acknowledge(signal.id);',
    'for (const signal of ports.signals.findByFulfillment([task.fulfillmentId]))\n            ports.signals.acknowledge(signal.id);',
    ['races'],
  ),
  defect(
    'a failed attempt is not put back',
    'app/delivery/reconcile.js',
    'giveBack(task, ports, failure, failedAttempt);',
    'acknowledge(task, ports);',
    ['wire'],
  ),
  defect(
    'count a rate limit as an attempt',
    'core/aftership/outcome.js',
    "return { kind: 'later', message, countsAsAttempt: false, notBefore: parseReset(headers), ...trace };",
    "return { kind: 'later', message, countsAsAttempt: true, notBefore: parseReset(headers), ...trace };",
    ['rate limit'],
  ),
  defect(
    'wrong time unit of the reset header',
    'core/aftership/outcome.js',
    "const seconds = Number(headers['x-ratelimit-reset']);\n        return Number.isInteger(seconds) && seconds > 1_000_000_000 && seconds < 100_000_000_000 ? seconds : null;",
    "const seconds = Number(headers['x-ratelimit-reset']);\n        return Math.floor(seconds / 1000);",
    ['rate limit'],
  ),
  defect(
    'forget the cap of the waits',
    'core/backoff.js',
    'return Math.min(2 ** (Math.max(1, attempt) - 1), LONGEST_WAIT_RUNS);',
    'return 2 ** (Math.max(1, attempt) - 1);',
    ['outage'],
  ),
  // ── Answers ──
  defect(
    'swallow a refused key',
    'core/aftership/outcome.js',
    "401: {\n            class: 'stop',",
    "401: {\n            class: 'rejected',",
    ['key'],
  ),
  defect(
    'try again what a person has to mend',
    'core/aftership/outcome.js',
    "4012: {\n            class: 'rejected',",
    "4012: {\n            class: 'later',",
    ['ordinary', 'wire'],
  ),
  defect(
    'an answer that cannot be read counts as done',
    'core/aftership/outcome.js',
    "kind: 'later',\n                message: TEXT_OF_UNREADABLE,",
    "kind: 'done', trackings: [],\n                message: TEXT_OF_UNREADABLE,",
    ['wire'],
  ),
  defect(
    'a secret that is withheld counts as done',
    'core/aftership/outcome.js',
    "kind: 'withheld',\n                message:",
    "kind: 'done', trackings: [],\n                message:",
    ['key'],
  ),
  // ── Identity ──
  defect(
    'key by tracking number only',
    'core/aftership/request.js',
    'return `ns-${account}-${parts.fulfillmentId}-${sha256Hex(parts.number).slice(0, 12)}${suffix}`;',
    'return `ns-${account}-1-${sha256Hex(parts.number).slice(0, 12)}${suffix}`;',
  ),
  defect(
    'a number that returns gets the id of the removed tracking',
    'core/plan/plan.js',
    "return row.state !== 'in doubt' && row.sentAt !== null ? row.generation + 1 : row.generation;",
    'return row.generation;',
    ['ordinary', 'mass edit'],
  ),
  defect(
    'never ask for what may exist',
    'core/plan/plan.js',
    "const mayExist = lostWith !== null || row?.state === 'in doubt' || wasGivenUp;",
    'const mayExist = false;',
    ['wire', 'limits', 'outage'],
  ),
  defect(
    'ledger after the call only',
    'app/delivery/perform_create.js',
    'const rowId = writeIntent(call, context);',
    'const rowId = call.row === null ? null : call.row.id;',
    ['limits', 'errors', 'wire'],
  ),
  defect(
    'touch what another account made',
    'app/delivery/perform_create.js',
    'if (maker !== null && !isSameAccount(maker.accountId, accountId)) {',
    'if (false) {',
    ['sandbox', 'others'],
  ),
  defect(
    'keep foreign trackings in step unasked',
    'app/delivery/perform_create.js',
    'const sendsContent = foreign ? keepsForeign : maker < context.fulfillmentId;',
    'const sendsContent = true;',
    ['others'],
  ),
  defect(
    'make anew what a person deleted at AfterShip',
    'core/plan/plan.js',
    "const REASONS_FOR_A_PERSON = ['vanished', 'other_account', 'several'];",
    "const REASONS_FOR_A_PERSON = ['other_account', 'several'];",
    ['others'],
  ),
  // ── Content ──
  defect(
    'no fingerprint',
    'core/plan/plan.js',
    'if (desired.updatePrint !== row.updatePrint || slugChanged || row.retryRequested || mayBeGone) {',
    'if (true) {',
  ),
  defect(
    'never update',
    'core/plan/plan.js',
    'if (desired.updatePrint !== row.updatePrint || slugChanged || row.retryRequested || mayBeGone) {',
    'if (slugChanged || row.retryRequested || mayBeGone) {',
  ),
  defect(
    'fingerprint in the user’s language',
    'core/aftership/request.js',
    "            'shipping_method',\n        ]);",
    '        ]);',
  ),
  defect(
    'content of the oldest owner',
    'core/plan/plan.js',
    'other.fulfillmentId < input.fulfillmentId);',
    'other.fulfillmentId > input.fulfillmentId);',
  ),
  defect(
    'the heir of a shared tracking is not told',
    'core/plan/plan.js',
    'handovers.push({ rowId: heir.id, fulfillmentId: heir.fulfillmentId, hasContact: row.hasContact });',
    '',
    ['ordinary', 'everything'],
  ),
  defect(
    'name customers without being asked',
    'core/aftership/request.js',
    'const emails = connection.sendEmail ? buyerEmails(fulfillment, notes) : [];',
    'const emails = buyerEmails(fulfillment, notes);',
  ),
  defect(
    'real contacts outside production',
    'core/aftership/request.js',
    'if (!account.isProduction) {',
    'if (false) {',
    ['sandbox', 'ordinary'],
  ),
  defect(
    'write a customer into the log',
    'app/delivery/reconcile.js',
    'const { fulfillment } = state;',
    "const { fulfillment } = state; ports.log.audit('Fulfillment read', { fulfillment });",
  ),
  defect(
    'two trackings of one number stay two',
    'core/plan/plan.js',
    'if (first !== null && !row.foreign && precedes(first.trackingId, trackingId)) {',
    'if (false) {',
    ['races', 'wire'],
  ),
  defect(
    'two rows of one package stay two',
    'adapters/ledger_index.js',
    '(rowsOfPackage.get(`${fulfillmentId} ${number}`) ?? 0) > 1 ||',
    '',
    ['races'],
  ),
  defect(
    'give up what may exist without asking',
    'core/plan/plan.js',
    'const wasGivenUp = row !== null && isUnsettled(row) && (refusal !== null || owner !== null);',
    'const wasGivenUp = false;',
    ['wire', 'limits', 'outage'],
  ),
  defect('a number that returned is called back after its content only', 'core/plan/plan.js', '...back,\n', '', [
    'outage',
    'wire',
  ]),
  defect(
    'a run beside another one sends its content last',
    'app/delivery/perform_create.js',
    'leaveContentToNewest(owners, call, context);\n',
    '',
    ['races'],
  ),
  defect(
    'a lost share is not remembered',
    'app/delivery/perform_share.js',
    'const rowId = write(call, context, call.row?.id ?? null, link);',
    'const rowId = write(call, context, call.row?.id ?? null, { failedAt: null });',
    ['wire', 'outage', 'kills'],
  ),
  defect(
    'a failed attempt forgets the rate limit after it',
    'app/delivery/reconcile.js',
    "if (failure.kind === 'later' && !failure.countsAsAttempt) {",
    "if (failedAttempt === null && failure.kind === 'later' && !failure.countsAsAttempt) {",
    ['rate limit'],
  ),
  defect(
    'older signals do not wait for the end of a rate limit',
    'app/delivery/reconcile.js',
    'if (notBefore <= now)',
    'if (true)',
    ['rate limit'],
  ),
  defect(
    'a removal without an answer does not count for the brake',
    'app/delivery/perform.js',
    'shipments.change(row.id, { removedAt: clock.now() });',
    '',
    ['wire', 'mass edit'],
  ),
  // ── Gates ──
  defect('no start date', 'core/plan/plan.js', 'if (day < connection.startDate) {', 'if (false) {'),
  defect('no greatest age', 'core/plan/plan.js', 'if (ageDays > connection.maxAgeDays) {', 'if (false) {', [
    'ordinary',
    'long pause',
  ]),
  defect('transfer orders always', 'core/plan/plan.js', '? connection.includeTransferOrders', '? true'),
  defect('send what is marked as not to be tracked', 'core/plan/plan.js', 'if (fulfillment.isOptedOut)', 'if (false)'),
  defect(
    'send for a customer who is not to be tracked',
    'core/plan/plan.js',
    'if (customer?.isOptedOut === true) {',
    'if (false) {',
  ),
  defect(
    'send by a ship method that is left out',
    'core/plan/plan.js',
    'if (shipMethod !== null && isListed(connection.leftOutShipMethods, [shipMethod.id, shipMethod.name])) {',
    'if (false) {',
  ),
  defect(
    'name a customer who does not want to be named',
    'core/plan/plan.js',
    'if (!isUnread && fulfillment.customer?.withoutContact !== true && withoutContact !== true)',
    'if (true)',
  ),
  defect('a person’s stop is not obeyed', 'core/connection.js', 'if (connection.stoppedByPerson)', 'if (false)', [
    'modes',
  ]),
  defect(
    'probe while a person has stopped it',
    'app/schedule/wake.js',
    "if (permission.by === 'person')",
    'if (false)',
    ['modes'],
  ),
  defect(
    'unfenced account: connections',
    'adapters/connections.js',
    'normalizeAccount(row.account) === normalizeAccount(accountId)',
    'true',
    ['sandbox'],
  ),
  defect(
    'unfenced account: ledger',
    'adapters/shipments.js',
    "const ofAccount = [ids_1.SHIPMENT.account, 'is', accountId];",
    "const ofAccount = [ids_1.SHIPMENT.account, 'isnot', 'x'];",
    ['sandbox'],
  ),
  defect(
    'no permission counts as gone',
    'app/delivery/reconcile.js',
    "case 'absent':\n                return task.asSystem\n",
    "case 'absent':\n                return true\n",
    ['unseen'],
  ),
  // ── Removals ──
  defect('remove a shared tracking', 'core/plan/plan.js', 'if (heir !== null) {', 'if (false) {', [
    'ordinary',
    'everything',
  ]),
  defect('remove a linked tracking', 'core/plan/plan.js', 'if (row.foreign) {', 'if (false) {', ['others']),
  defect(
    'removals do not wait',
    'core/plan/plan.js',
    'dueAt: input.now + waitMinutes * values_1.SECONDS_PER_MINUTE,',
    'dueAt: input.now,',
  ),
  defect(
    'remove what moves',
    'app/delivery/call_outcomes.js',
    "return removeMoving || tag === 'Pending' || tag === 'InfoReceived';",
    'return true;',
  ),
  defect(
    'no brake on removals',
    'app/delivery/perform.js',
    'if (shipments.countRemovedSince(since) - own >= context.connection.removalsPerHour) {',
    'if (false) {',
    ['mass edit', 'ordinary'],
  ),
  defect(
    'a number that returns is still removed',
    'core/plan/plan.js',
    "const returned = row.state === 'removal due' || row.state === 'let go'",
    'const returned = false',
  ),
  // ── Stops ──
  defect(
    'a stop by an error never ends',
    'app/schedule/wake.js',
    'ports.connections.clearErrorStop(connection.id);',
    '',
    ['key', 'outage'],
  ),
  defect(
    'an outage wears packages out',
    'app/delivery/call_outcomes.js',
    'const OUTAGE_FULFILLMENTS = 3;',
    'const OUTAGE_FULFILLMENTS = 3000;',
    ['outage', 'mass edit'],
  ),
  defect(
    'tell administrators every quarter of an hour',
    'app/schedule/notice.js',
    "if (last.said === 'stopped')",
    'if (false)',
    ['key', 'outage'],
  ),
  // ── Backfills ──
  defect(
    'a backfill goes on while it is paused',
    'core/backfill.js',
    "return state === 'running' && mode === present ? 'goes on' : 'waits';",
    "return mode === present ? 'goes on' : 'waits';",
  ),
  defect(
    'a backfill that was begun in Preview is sent',
    'core/backfill.js',
    "return state === 'running' && mode === present ? 'goes on' : 'waits';",
    "return 'goes on';",
    ['modes', 'ordinary'],
  ),
  defect(
    'a backfill sends what shipped on other days',
    'core/backfill.js',
    'return from <= day && day <= to && ',
    'return ',
  ),
  defect(
    'a backfill names customers without being asked',
    'core/plan/plan.js',
    'withoutContact: !backfill.withContacts',
    'withoutContact: false',
  ),
  defect('a backfill ends while fulfillments wait for it', 'app/backfill.js', 'if (waiting.size > 0)', 'if (false)'),
  defect(
    'what is dropped after half a look counts as looked at',
    'app/delivery/reconcile.js',
    'ports.shipments.change(row.id, { lookedAt: null });',
    ';',
    ['races'],
  ),
  defect(
    'a refused removal is tried again by itself',
    'core/plan/plan.js',
    'if (isRefusedRemoval(row) && isLeftAlone(input, row))',
    'if (false)',
    ['wire'],
  ),
  defect(
    'a look-up that fails counts as nothing there',
    'adapters/fulfillments.js',
    'if (isBadColumn(error) || isThere(type, id))',
    'if (false)',
    ['errors'],
  ),
  // ── What people notice ──
  defect(
    'the user’s save fails when the outbox does',
    'app/save/signal.js',
    "ports.log.error('Fulfillment was not signalled', { fulfillment: saved.id, event: saved.event }, error);",
    'throw error;',
    ['errors'],
  ),
  defect('a save waits for the scheduled script', 'app/save/signal.js', 'requestDelivery(ports);\n        }', '}'),
  defect(
    'nobody is told of a stop',
    'app/schedule/wake.js',
    '(0, notice_1.tellStopped)(connection, { reason, isAnswered: false }, ports);',
    '',
    ['key', 'outage'],
  ),
  defect(
    'a rate limit at the probe resumes sending',
    'app/schedule/wake.js',
    "if (probe.kind !== 'done') {",
    "if (probe.kind !== 'done' && !(probe.kind === 'later' && !probe.countsAsAttempt)) {",
    ['key'],
  ),
  defect(
    'attempts go on counting when what failed is settled',
    'app/delivery/reconcile.js',
    'carryOut(forgetSettled(task, ledger.own), ',
    'carryOut(task, ',
    ['outage'],
  ),
  // ── Carriers and contacts ──
  defect(
    'the contact of another stays in a shared tracking after a rate limit',
    'app/delivery/perform_share.js',
    'hasContact: owner.hasContact,',
    '',
    ['rate limit'],
  ),
  defect(
    'the contact of another stays in a shared tracking',
    'app/delivery/call_outcomes.js',
    'namesAnother && !desired.hasContact ? { ...body, customers: [] } : body',
    'body',
  ),
  defect(
    'the list of packages does not name the carrier',
    'core/aftership/carriers.js',
    'if (ofList !== null)',
    'if (false)',
  ),
  defect(
    'the ship method does not name the carrier',
    'core/aftership/carriers.js',
    'shipMethod === null ? null : slugOfName(shipMethod.name)',
    'null',
  ),
  defect(
    'a location that is left out is sent',
    'core/plan/plan.js',
    'connection.locations.length > 0 && !isListed(connection.locations, [locationId])',
    'false',
  ),
  defect(
    'sales orders are sent although they are left out',
    'core/plan/plan.js',
    '? connection.includeSalesOrders',
    '? true',
  ),
  defect('contacts are not taken back', 'core/plan/plan.js', '{ ...content, customers: [] }', 'content'),
  defect(
    'the text of a refusal is kept as it is',
    'core/aftership/outcome.js',
    "typeof message === 'string' ? withoutContacts(message) : ''",
    "typeof message === 'string' ? message : ''",
    ['wire'],
  ),
  defect(
    'a refused update is tried again by itself',
    'app/delivery/call_outcomes.js',
    "case 'rejected':\n                return",
    "case 'rejected':\n                if (call.kind === 'update') return { kind: 'later', message: result.message, countsAsAttempt: false, notBefore: null };\n                return",
    ['wire'],
  ),
  defect(
    'a refused update is sent again at each retry of another package',
    'core/plan/plan.js',
    'if (isUnchangedSince(fulfillment, row))\n                    return back;',
    '',
    ['wire', 'everything'],
  ),
  defect(
    'an attempt that was given up unanswered is taken for one that failed',
    'app/delivery/perform_create.js',
    "mayHoldOther(call) ? '' : call.desired.updatePrint",
    'call.desired.updatePrint',
    ['wire', 'everything'],
  ),
  defect(
    'an update that is refused after a lost create is told to nobody',
    'app/delivery/perform_create.js',
    '(call, context, rowId, { ...taken, ...(0, call_outcomes_1.refusedContent)(updated) })',
    '(call, context, rowId, taken)',
    ['wire', 'everything'],
  ),
  defect(
    'what an older fulfillment sent meanwhile is taken for our content',
    'app/delivery/perform_create.js',
    'sentPrint === call.desired.updatePrint && !mayBeOverwritten',
    'sentPrint === call.desired.updatePrint',
    ['wire', 'everything'],
  ),
  defect(
    'a removal whose answer is lost is taken for one that failed',
    'core/plan/plan.js',
    'const mayBeGone = row.removedAt !== null;',
    'const mayBeGone = false;',
    ['wire', 'everything'],
  ),
  defect(
    'a package goes with the tracking of an older one that ends by age',
    'core/plan/plan.js',
    'return sentAt !== null && shippedOn !== null &&',
    'return false && sentAt !== null && shippedOn !== null &&',
    ['long pause'],
  ),
  defect(
    'a backfill overlooks what was entered late',
    'core/backfill.js',
    'LATE_ENTRY_DAYS = 7',
    'LATE_ENTRY_DAYS = 1',
  ),
  // ── Many at once ──
  defect(
    'an erasure overlooks what a run is sending at that moment',
    'app/operator/bulk.js',
    '[...new Set([...named, ...waiting.keys()])]',
    '[...new Set(named)]',
    ['ordinary', 'modes', 'races'],
  ),
  defect(
    'an erasure takes nothing back',
    'app/operator/bulk.js',
    "raise(those, { origin: 'console, erasure', backfill: true }, waiting, ports);",
    '',
  ),
  defect(
    'an erasure keeps what was noted',
    'adapters/console/console_ledger.js',
    '[ids_1.SHIPMENT.history]: history,',
    '',
  ),
  defect(
    'many looks are asked for before a rate limit ends',
    'app/operator/bulk.js',
    'Math.max(ports.clock.now(), (waiting.get(fulfillmentId) ?? other_looks_1.NOTHING_WAITS).dueAt)',
    'ports.clock.now()',
    ['rate limit'],
  ),
  defect(
    'what an unanswered create named is not taken back',
    'app/delivery/perform_create.js',
    '(0, call_outcomes_1.withContactTakenBack)(call.desired, call.desired.update, mayName)',
    'call.desired.update',
    ['wire', 'everything'],
  ),
  // ── Sweep ──
  defect(
    'the sweep overlooks what changed unseen',
    'app/schedule/sweep.js',
    "...raise('sweep: changed', changed.ids),",
    '',
    ['unseen'],
  ),
  defect(
    'the sweep overlooks what was deleted unseen',
    'app/schedule/sweep.js',
    "...raise('sweep: gone', gone.ids),",
    '',
    ['unseen'],
  ),
  defect(
    'purge shorter than the sweep’s window',
    'app/schedule/sweep.js',
    'exports.KEEP_DAYS = 180;',
    'exports.KEEP_DAYS = 2;',
    ['long pause', 'outage', 'ordinary'],
  ),
];
