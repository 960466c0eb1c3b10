/**
 * Shows on a fulfillment's page what is known of its packages. It runs in the visitor's own role: whoever may not see
 * shipments sees nothing, and no fault of ours keeps the page from opening.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { addPanel } from '../adapters/console/console_form';
import { consoleLedger } from '../adapters/console/console_ledger';
import { account, describeError, logger } from '../adapters/platform';
import { events } from '../adapters/events';
import { readPackageLines } from '../adapters/package_lines';
import { documentNumber, parseText } from '../adapters/values';
import { buildPanel, type TypedNumbers } from '../console/fulfillment_panel';
import { say } from '../console/texts';

function beforeLoad(context: EntryPoints.UserEvent.beforeLoadContext): void {
  if (context.type !== context.UserEventType.VIEW) return;
  const id = Number(context.newRecord.id);
  try {
    const rows = consoleLedger(account.id()).findRelated(id, []);
    const isWaiting = rows.length === 0 && events(account.id()).findByFulfillment([id]).length > 0;
    addPanel(context.form, say('panel.caption'), buildPanel(id, rows, isWaiting, typedOn(context.newRecord)));
  } catch (error) {
    if (describeError(error).name === 'INSUFFICIENT_PERMISSION') return;
    logger.error('The page of a fulfillment shows no shipments', { fulfillment: id }, error);
  }
}

/**
 * Reads the number fields of the record that the page shows, for no unit. The rows are shown even if the page's record
 * does not give its lines.
 */
function typedOn(shown: EntryPoints.UserEvent.beforeLoadContext['newRecord']): TypedNumbers {
  try {
    const number = parseText(shown.getValue({ fieldId: 'tranid' }));
    const order = documentNumber(parseText(shown.getText({ fieldId: 'createdfrom' })) ?? '');
    return { lines: readPackageLines(shown), ownNumbers: [number, order].flatMap((own) => own ?? []) };
  } catch (error) {
    logger.error('The number fields on the page of a fulfillment could not be read', { fulfillment: shown.id }, error);
    return { lines: [], ownNumbers: [] };
  }
}

export = { beforeLoad };
