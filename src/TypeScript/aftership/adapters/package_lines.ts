/** Reads the package lists of an item fulfillment. */

import type * as record from 'N/record';
import { PACKAGE_LISTS, type PackageLine, type PackageList } from '../core/netsuite/fulfillment';
import { parseText } from './values';

/** Line field of the tracking number in each of the five lists. */
const NUMBER_FIELDS: Readonly<Record<PackageList, string>> = {
  package: 'packagetrackingnumber',
  packageups: 'packagetrackingnumberups',
  packagefedex: 'packagetrackingnumberfedex',
  packageusps: 'packagetrackingnumberusps',
  shipmentpackage: 'trackingnumber',
};

/** Line field that describes the package, where a list has one. */
const DESCRIPTION_FIELDS: Readonly<Record<PackageList, string | null>> = {
  package: 'packagedescr',
  packageups: 'packagedescrups',
  packagefedex: null,
  packageusps: 'packagedescrusps',
  shipmentpackage: null,
};

/**
 * Reads all package lists, because the rule that decides which lists a record has depends on its shipping integration
 * and is not documented.
 */
export function readPackageLines(loaded: record.Record): readonly PackageLine[] {
  const present = loaded.getSublists();
  const lines: PackageLine[] = [];
  for (const list of PACKAGE_LISTS) {
    if (!present.includes(list)) continue;
    const count = loaded.getLineCount({ sublistId: list });
    for (let line = 0; line < count; line += 1) {
      const number: unknown = loaded.getSublistValue({ sublistId: list, fieldId: NUMBER_FIELDS[list], line });
      const descriptionField = DESCRIPTION_FIELDS[list];
      const description: unknown =
        descriptionField === null ? null : loaded.getSublistValue({ sublistId: list, fieldId: descriptionField, line });
      lines.push({ list, line, trackingNumber: parseText(number) ?? '', description: parseText(description) });
    }
  }
  return lines;
}
