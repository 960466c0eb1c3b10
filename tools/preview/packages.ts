/**
 * What stands in the number fields of a fulfillment, line by line: how each text was read, which evidence chose the
 * carrier, and what becomes of it. Numbers and reasons come from the code that runs in NetSuite.
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

/** A package, or a text that was not read as a number. */
export interface PreviewPackage {
  readonly line: number;
  /** Document number, else the internal id. */
  readonly fulfillment: string;
  readonly order: string;
  readonly shippedOn: CalendarDate;
  readonly typed: string;
  /** As it would be tracked; '' when it is no number, or a person has to say which. */
  readonly number: string;
  /** How it was read, for people. */
  readonly reading: string;
  /** The text of the field, where the number was not all that was typed. */
  readonly readOutOf: string | null;
  /** Null where there is no number. */
  readonly carrier: PreviewCarrier | null;
  readonly result: PackageResult;
  /** Of the ledger's row; null where there is none. */
  readonly reason: Reason | null;
  /** What it is listed under, together with others of its kind. */
  readonly title: string;
  readonly message: string;
}

export interface PreviewCarrier {
  /** Null: AfterShip detects it. */
  readonly slug: string | null;
  readonly why: string;
  /** Lines of the carrier mapping that the choice follows, and those that it does not. */
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

/** What became of the fulfillment. */
export interface Looked {
  /** What the ledger knows of it. */
  readonly rows: readonly LedgerRow[];
  /** Numbers that it made a tracking of; those that it shares with an earlier fulfillment are not among them. */
  readonly created: ReadonlySet<string>;
}

type Outcome = Pick<PreviewPackage, 'result' | 'reason' | 'title' | 'message'>;

function withoutRow(result: PackageResult, title: string, message: string): Outcome {
  return { result, reason: null, title, message };
}

const NOT_SHIPPED = withoutRow('not shipped', '', 'Nothing is sent before it is shipped.');
const FAILED = withoutRow('not known', '', 'What would happen to it could not be found out.');

/** Every package first, then what a person is asked about, then what is certainly no number. */
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

/** AfterShip accepts everything here, so what it has was made for this fulfillment or shared with an earlier one. */
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

/** Finds the field that a number was read out of; null where the number alone was typed. */
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

/** Each once: a line may fit the ship method and the description. */
function mappingLinesOf(evidence: readonly Evidence[]): readonly number[] {
  return [...new Set(evidence.flatMap(({ line }) => line?.line ?? []))];
}

/** What people call a fulfillment. */
export function nameOf({ id, number }: Fulfillment): string {
  return number ?? String(id);
}
