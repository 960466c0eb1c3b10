/** User events of other apps on fulfillments, which make every reading by a script fail. */

import type { ForeignEvent } from './history';
import type { Side } from './life_state';

/** Prefix of the ids of other apps' scripts. */
export const FOREIGN_PREFIX = 'customscript_foreign_';

const SOURCES: Readonly<Record<ForeignEvent, string>> = {
  throws: `throw new Error('Another app has a defect.');`,
  'touches the form': `context.form.addButton({ id: 'custpage_other', label: 'Other' });`,
};

export function setForeignEvent(side: Side, is: ForeignEvent | null): void {
  const { account } = side.world;
  if (side.foreignEvent !== null) account.setDeployed(side.foreignEvent, false);
  side.foreignEvent =
    is === null ? null : account.plantUserEvent({ recordType: 'itemfulfillment', beforeLoad: SOURCES[is] });
}
