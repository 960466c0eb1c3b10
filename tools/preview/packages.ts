/**
 * Lists the texts in the number fields of a fulfillment: how each was read, which evidence chose the carrier, and the
 * result. The code that runs in NetSuite gives numbers and reasons.
 */

import { carrierOf, whyChosen } from '../../src/TypeScript/aftership/core/carrier/of_package';
import type { CarrierChoice } from '../../src/TypeScript/aftership/core/carrier/choose';
import type { CarrierMapping } from '../../src/TypeScript/aftership/core/carrier/mapping';
import type { Evidence } from '../../src/TypeScript/aftership/core/carrier/evidence';
import { encodeEvidence } from '../../src/TypeScript/aftership/core/carrier/evidence_mark';
import type { EvaluatedFields } from '../../src/TypeScript/aftership/core/fields/evaluate';
import type { FieldMapping } from '../../src/TypeScript/aftership/core/fields/mapping';
import { fieldsOf, fieldsOfPackage } from '../../src/TypeScript/aftership/core/fields/of_fulfillment';
import { messageOf, type Reason } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { stateOfRow, type LedgerRow } from '../../src/TypeScript/aftership/core/ledger/row';
import { shipDay, type Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { packagesOf, type Package, type PackageReading } from '../../src/TypeScript/aftership/core/netsuite/packages';
import type { CalendarDate } from '../../src/TypeScript/aftership/core/values';
import type { PreviewArguments } from './arguments';
import type { Privacy } from './privacy';
import type { ExportedFulfillment } from './rows';
import { AS_TYPED, askedWords, HOW_WORDS, noNumberWords, NO_NUMBER_TITLES, titleOf, type PackageResult } from './words';

/** A package, or a text that is not a number. */
export interface PreviewPackage {
  readonly line: number;
  /** Document number, or the internal id without one. */
  readonly fulfillment: string;
  readonly order: string;
  readonly shippedOn: CalendarDate;
  readonly typed: string;
  /** The number to track; empty when the text is no number or a person has to choose. */
  readonly number: string;
  /** Description of how the text was read. */
  readonly reading: string;
  /** The whole text of the field, if it contains more than the number. */
  readonly readOutOf: string | null;
  /** Null without a number. */
  readonly carrier: PreviewCarrier | null;
  readonly result: PackageResult;
  /** Reason of the ledger's row; null without a row. */
  readonly reason: Reason | null;
  /** Heading under which it is listed. */
  readonly title: string;
  readonly message: string;
}

export interface PreviewCarrier {
  /** Null when AfterShip detects the carrier. */
  readonly slug: string | null;
  readonly why: string;
  /** Lines of the carrier mapping that agree with the choice, and lines that disagree. */
  readonly agreed: readonly number[];
  readonly contradicted: readonly number[];
  /** As a row of the ledger keeps it (core/carrier/evidence_mark.ts). */
  readonly evidence: string;
}

export interface PackageSettings {
  readonly given: Pick<PreviewArguments, 'maxAgeDays' | 'startDate'>;
  readonly mapping: Pick<CarrierMapping, 'lines'>;
  readonly fields: Pick<FieldMapping, 'lines'>;
  readonly privacy: Privacy;
}

/** Result of the look at a fulfillment. */
export interface Looked {
  /** Rows of the ledger for it. */
  readonly rows: readonly LedgerRow[];
  /** Numbers that it created trackings for, without those that it shares with an earlier fulfillment. */
  readonly created: ReadonlySet<string>;
}

type Outcome = Pick<PreviewPackage, 'result' | 'reason' | 'title' | 'message'>;

function withoutRow(result: PackageResult, title: string, message: string): Outcome {
  return { result, reason: null, title, message };
}

const NOT_SHIPPED = withoutRow('not shipped', '', 'Nothing is sent before it is shipped.');
const FAILED = withoutRow('not known', '', 'What would happen to it could not be found out.');

/** Lists packages first, then texts that a person has to decide about, then texts that are certainly not numbers. */
export function listPackages(
  { line, fulfillment }: ExportedFulfillment,
  looked: Looked,
  { given, mapping, fields, privacy }: PackageSettings,
): readonly PreviewPackage[] {
  const hide = (text: string): string => privacy.text(text, fulfillment);
  const { packages, unclear, ignored } = packagesOf(fulfillment, fields);
  const about = {
    line,
    fulfillment: hide(nameOf(fulfillment)),
    order: hide(fulfillment.order.number ?? ''),
    shippedOn: shipDay(fulfillment),
  };
  const fieldOf = fieldReader(fulfillment, fields);
  const describeField = (field: Field | null): string | null =>
    field === null ? null : privacy.field(field.text, field.ignored, fulfillment);
  const rows = new Map(looked.rows.map((row) => [row.number, row]));
  const outcomeOf = (key: string): Outcome => {
    if (fulfillment.status !== 'shipped') return NOT_SHIPPED;
    const row = rows.get(key);
    const result = row === undefined ? null : resultOf(row, looked.created.has(key));
    if (row === undefined || result === null) return FAILED;
    const { reason } = row;
    return { result, reason, title: titleOf(reason, given), message: hide(messageOf(row)) };
  };
  return [
    ...packages.map((pkg) => ({
      ...about,
      typed: hide(pkg.typed),
      number: pkg.number,
      reading: HOW_WORDS[pkg.how],
      readOutOf: describeField(fieldOf(pkg)),
      carrier: describeCarrier(pkg, fieldsOfPackage(fulfillment, fields, pkg.lines), mapping, hide),
      ...outcomeOf(pkg.number),
    })),
    ...unclear.map(({ key, raw, reason }) => ({
      ...about,
      ...NO_NUMBER,
      typed: hide(raw),
      reading: askedWords(reason),
      ...outcomeOf(key),
    })),
    ...ignored.map((text) => ({
      ...about,
      ...NO_NUMBER,
      typed: privacy.field(text.text, [text], fulfillment),
      reading: noNumberWords(text.why),
      ...(fulfillment.status === 'shipped' ? ignoredAs(NO_NUMBER_TITLES[text.why]) : NOT_SHIPPED),
    })),
  ];
}

const NO_NUMBER = { number: '', readOutOf: null, carrier: null } as const;

function ignoredAs(title: string): Outcome {
  return withoutRow('no number', title, 'Nothing is sent for it, and nobody is asked.');
}

/**
 * Result of a row. AfterShip accepts every request here, so its tracking was created for this fulfillment or is shared
 * with an earlier one.
 */
function resultOf(row: LedgerRow, isCreated: boolean): PackageResult | null {
  switch (stateOfRow(row)) {
    case 'In AfterShip':
      return isCreated ? 'create' : 'share';
    case 'Not sent (rule)':
      return 'left out';
    case 'Needs attention':
      return 'needs attention';
    default:
      return null;
  }
}

interface Field extends PackageReading {
  readonly text: string;
}

/** Finds the field text that a number was read from; null when the text is only the number. */
function fieldReader(fulfillment: Fulfillment, mapping: Pick<FieldMapping, 'lines'>): (pkg: Package) => Field | null {
  const { packageLines } = fulfillment;
  const mapped = fieldsOf(fulfillment, mapping).numbers?.text ?? '';
  const texts = new Set([...packageLines.map(({ trackingNumber }) => trackingNumber), mapped]);
  let fields: readonly Field[] | null = null;
  return ({ number, typed, how }) => {
    const isAsTyped = AS_TYPED.includes(how);
    if (isAsTyped && texts.has(typed)) return null;
    fields ??= [
      ...packageLines.map((line) => ({
        text: line.trackingNumber,
        ...packagesOf({ ...fulfillment, packageLines: [line] }, { lines: [] }),
      })),
      { text: mapped, ...packagesOf({ ...fulfillment, packageLines: [] }, mapping) },
    ];
    const field = fields.find(({ packages }) => packages.some((pkg) => pkg.number === number));
    return field === undefined || (isAsTyped && field.ignored.length === 0) ? null : field;
  };
}

function describeCarrier(
  pkg: Package,
  fields: EvaluatedFields,
  mapping: Pick<CarrierMapping, 'lines'>,
  hide: (text: string) => string,
): PreviewCarrier {
  const choice: CarrierChoice = carrierOf(pkg, fields, mapping);
  return {
    slug: choice.slug,
    why: hide(whyChosen(choice)),
    agreed: mappingLinesOf(choice.because),
    contradicted: mappingLinesOf(choice.contradicted),
    evidence: encodeEvidence(choice),
  };
}

/** Lines of the mapping, each once, because a line may match both the ship method and the description. */
function mappingLinesOf(evidence: readonly Evidence[]): readonly number[] {
  return [...new Set(evidence.flatMap(({ line }) => line?.line ?? []))];
}

/** Name of a fulfillment for people. */
export function nameOf({ id, number }: Fulfillment): string {
  return number ?? String(id);
}
