/**
 * Standard fields that may be empty: people, scripts and integrations enter them, or the emulator fills them in.
 * NetSuite fills in every other standard field itself (a total, a status, the text of an address …) and nothing here
 * does, so such a field is known only in a record that was given a value.
 */

import facts from '../../facts/item-fulfillment.json';

/** Body fields of transactions. */
export const ENTERED_ON_TRANSACTIONS: ReadonlySet<string> = new Set([
  // The emulator fills these in.
  ...['tranid', 'trandate', 'createddate', 'lastmodifieddate', 'createdfrom', 'entity', 'subsidiary'],
  ...['shipstatus', 'pickeddate', 'packeddate', 'shippeddate'],
  // Others enter these.
  ...['memo', 'externalid', 'message', 'email', 'otherrefnum', 'shipdate', 'shipmethod', 'shipphone'],
  ...['shippingcost', 'handlingcost', 'shipcomplete', 'ismultishipto', 'returntrackingnumbers'],
  ...['location', 'transferlocation', 'department', 'class', 'partner'],
]);

/** Fields of item lines. A package line has only fields that people and carriers' software enter. */
const ENTERED_ON_ITEM_LINES: ReadonlySet<string> = new Set([
  ...['location', 'department', 'class', 'serialnumbers', 'binnumbers', 'expirationdate'],
  ...['createdpo', 'createpo', 'options', 'kitmemberof', 'jobname'],
  // People tick it; whether a saved fulfillment still shows it is not documented.
  'itemreceive',
]);

/** Fields of an address, except the composed text. */
export const ENTERED_IN_ADDRESSES: ReadonlySet<string> = new Set(
  facts.record.importantFields.shippingaddress.fields.filter((id) => id !== 'addrtext'),
);

/** True for an id that the account's people gave, so that the account knows whether it exists. */
export function isCustomId(id: string): boolean {
  return id.startsWith('cust');
}

/** Whether a line of a sublist may leave the field empty. `known` are the fields of the sublist's lines. */
export function mayBeEmptyOnLine(sublist: string, id: string, known: readonly string[]): boolean {
  if (isCustomId(id)) return true;
  return sublist === 'item' ? ENTERED_ON_ITEM_LINES.has(id) : known.includes(id);
}
