/** What the field mapping says of a fulfillment and of each of its packages. */

import { mappingKey, type ShipMethod } from '../carrier/mapping';
import type { Fulfillment } from '../netsuite/fulfillment';
import { evaluateFields, shownFields, type EvaluatedFields, type MappedPlace, type ShownField } from './evaluate';
import type { FieldMapping } from './mapping';
import type { SourceValues } from './values';

type Fields = Pick<Fulfillment, 'fieldReading' | 'shipMethod'>;
type Lines = Pick<FieldMapping, 'lines'>;

function placeOf({ fieldReading, shipMethod }: Fields): MappedPlace {
  const { subsidiary, locations } = fieldReading;
  return { subsidiary, locations, method: shipMethod };
}

/** Of the fulfillment as a whole. */
export function fieldsOf(fulfillment: Fields, mapping: Lines): EvaluatedFields {
  return evaluateFields(mapping, fulfillment.fieldReading.values, placeOf(fulfillment));
}

/** Of the package whose number stands on these of the fulfillment's package lines. */
export function fieldsOfPackage(fulfillment: Fields, mapping: Lines, lines: readonly number[]): EvaluatedFields {
  const { values } = fulfillment.fieldReading;
  const ofPackage: SourceValues = { ...values, package: lines.flatMap((line) => values.package[line] ?? []) };
  return evaluateFields(mapping, ofPackage, placeOf(fulfillment));
}

/** For people: what each line that counts puts where. */
export function shownFieldsOf(fulfillment: Fields, mapping: Lines): readonly ShownField[] {
  return shownFields(mapping, fulfillment.fieldReading.values, placeOf(fulfillment));
}

/**
 * True when the mapping has sections for ship methods by name and one that does not fit this one: it may be this one all
 * the same, under its name in another language. Ids are the same for everybody.
 */
export function mayFitByOtherName({ lines }: Lines, method: ShipMethod | null): boolean {
  if (method === null) return false;
  return lines.some(
    ({ section }) =>
      section?.kind === 'method' && !/^\d+$/.test(section.name) && mappingKey(section.name) !== mappingKey(method.name),
  );
}
