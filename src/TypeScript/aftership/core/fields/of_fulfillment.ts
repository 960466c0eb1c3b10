/** Evaluates the field mapping for a fulfillment and for each of its packages. */

import { mappingKey, type ShipMethod } from '../carrier/mapping';
import type { Fulfillment } from '../netsuite/fulfillment';
import { evaluateFields, shownFields, type EvaluatedFields, type MappedPlace, type ShownField } from './evaluate';
import type { FieldMapping } from './mapping';
import type { SourceValues } from './values';

type Fields = Pick<Fulfillment, 'fieldReading' | 'locations' | 'shipMethod'>;
type Lines = Pick<FieldMapping, 'lines'>;

function placeOf({ fieldReading, locations, shipMethod }: Fields): MappedPlace {
  return { subsidiary: fieldReading.subsidiary, locations, method: shipMethod };
}

/** Evaluates the mapping for the whole fulfillment. */
export function fieldsOf(fulfillment: Fields, mapping: Lines): EvaluatedFields {
  return evaluateFields(mapping, fulfillment.fieldReading.values, placeOf(fulfillment));
}

/** Evaluates the mapping for the package whose number stands on these package lines of the fulfillment. */
export function fieldsOfPackage(fulfillment: Fields, mapping: Lines, lines: readonly number[]): EvaluatedFields {
  const { values } = fulfillment.fieldReading;
  const ofPackage: SourceValues = { ...values, package: lines.flatMap((line) => values.package[line] ?? []) };
  return evaluateFields(mapping, ofPackage, placeOf(fulfillment));
}

/** Shows people what each line that counts puts into which field. */
export function shownFieldsOf(fulfillment: Fields, mapping: Lines): readonly ShownField[] {
  return shownFields(mapping, fulfillment.fieldReading.values, placeOf(fulfillment));
}

/**
 * True when the mapping has a section for a ship method by name that does not fit this one. The section may still mean
 * it, because NetSuite translates names. Ids are the same for everybody.
 */
export function mayFitByOtherName({ lines }: Lines, method: ShipMethod | null): boolean {
  if (method === null) return false;
  return lines.some(
    ({ section }) =>
      section?.kind === 'method' && !/^\d+$/.test(section.name) && mappingKey(section.name) !== mappingKey(method.name),
  );
}
