/** All values of the NetSuite dials; the first is the default. FIDELITY.md explains each. */

import type { Dials } from './contract';

export const ACCOUNT_DIAL_VALUES: { readonly [K in keyof Dials]: readonly Dials[K][] } = {
  duplicateExternalId: ['refused', 'accepted'],
  setExternalId: ['allowed', 'refused'],
  taskSubmit: ['allowed', 'refused'],
  restartErrors: ['listed', 'not listed'],
  taskStart: ['after save', 'at once'],
  afterSubmitValues: ['fresh', 'stale'],
  numbers: ['as text', 'as number'],
  emptyValue: ['empty string', 'null'],
  checkboxInSearch: ['boolean', 'T or F'],
  missingPermission: ['INSUFFICIENT_PERMISSION', 'RCRD_DSNT_EXIST'],
  countryValue: ['alpha-2', 'label'],
  lookupOfMissing: ['empty object', 'error'],
  dropShipCreatedFrom: ['purchaseorder', 'salesorder'],
  shipStatusWithoutFeature: ['empty', 'C'],
  emptyHttpBody: ['empty string', 'null'],
  httpResponseLimit: ['none', '10 MB'],
  typeOfLoad: ['edit', 'view'],
  formWithoutPage: ['absent', 'unusable'],
  xeditFields: ['edited only', 'edited and system'],
  emptySublist: ['listed', 'absent'],
  hexDigits: ['upper case', 'lower case'],
  textSearch: ['any case', 'exact case'],
  emptyGroup: ['- None -', 'empty'],
  deploymentSearch: ['found', 'nothing', 'refused'],
  formText: ['escaped', 'raw'],
  textValues: ['as they are', 'quoted'],
};
