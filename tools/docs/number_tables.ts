/** Tables of docs/numbers.md about typed numbers, printed by the code that parses them. */

import { describeMappingProblem } from '../../src/TypeScript/aftership/core/carrier/mapping_texts';
import { parseCarrierMapping } from '../../src/TypeScript/aftership/core/carrier/mapping';
import { carrierOf, whyChosen } from '../../src/TypeScript/aftership/core/carrier/of_package';
import { remedyOf } from '../../src/TypeScript/aftership/core/ledger/reasons';
import type { PackageLine } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { readPackages } from '../../src/TypeScript/aftership/core/netsuite/packages';
import { table } from './markdown';
import { TYPED_TEXTS, type TypedText } from './typed_texts';

/** Order and fulfillment numbers of the examples. */
export const OWN_NUMBERS: readonly string[] = ['IF3101', 'SO12345'];

export function lineOf(text: string): PackageLine {
  return { list: 'package', line: 0, trackingNumber: text, description: null };
}

function outcomeOf({ text }: TypedText): string {
  const { packages, unclear } = readPackages([lineOf(text)], OWN_NUMBERS);
  const sent = packages.map(({ number }) => `\`${number}\``).join(' and ');
  const [question] = unclear;
  if (question === undefined) return sent === '' ? 'nothing, and nobody is asked' : sent;
  return `a person is asked. ${remedyOf(question.reason, null) ?? ''}`;
}

/** One text of each kind with its result. */
export function numberExamples(): string {
  const rows = TYPED_TEXTS.flatMap(({ kind, texts: [first] }) =>
    first === undefined ? [] : [[kind, `\`${first.text.replace(/\|/g, '\\|')}\``, outcomeOf(first)]],
  );
  return table(['What was typed', 'For example', 'What is tracked'], rows);
}

interface CarrierExample {
  readonly number: string;
  readonly method: string;
  readonly mapping: string;
}

const CARRIER_EXAMPLES: readonly CarrierExample[] = [
  { number: '1Z5R89390357567127', method: 'UPS Ground', mapping: '' },
  { number: '1Z5R89390357567127', method: 'FedEx Ground', mapping: '' },
  { number: '986578788855', method: 'Web Shipping', mapping: '' },
  { number: '986578788855', method: 'Web Shipping', mapping: 'Web Shipping = fedex' },
  { number: '986578788855', method: 'UPS Ground', mapping: 'UPS Ground = ups' },
  { number: '92748963438592543475924253', method: 'UPS Mail Innovations', mapping: '' },
  { number: '92748963438592543475924253', method: 'Best Way', mapping: '' },
  { number: 'ABC-123456', method: 'House Courier', mapping: 'House Courier = gls' },
  { number: '986578788855', method: 'House Courier', mapping: 'House Courier = gls always' },
  { number: '986578788855', method: 'FedEx Ground', mapping: 'FedEx Ground = detect' },
];

/** Carrier for a number and a ship method, with the reason. */
export function carrierExamples(): string {
  const rows = CARRIER_EXAMPLES.map(({ number, method, mapping }) => {
    const pkg = { number, list: 'package', description: null, typedSlug: null } as const;
    const told = { shipMethod: { id: '77', name: method }, carrier: null };
    const choice = carrierOf(pkg, told, parseCarrierMapping(mapping));
    return [`\`${number}\``, method, mapping === '' ? '' : `\`${mapping}\``, choice.slug ?? 'none', whyChosen(choice)];
  });
  return table(['Number', 'Ship method', 'Carrier mapping', 'Carrier', 'Why'], rows);
}

const WRONG_LINES = [
  'UPS Ground',
  '= ups',
  'UPS Ground =',
  'UPS Ground = U.P.S.',
  'Van = detect always',
  'list: boxes = ups',
];

/** Messages about lines of the mapping that do not count. */
export function mappingProblems(): string {
  const rows = WRONG_LINES.map((line) => [
    `\`${line}\``,
    parseCarrierMapping(line).problems.map(describeMappingProblem).join(' '),
  ]);
  return table(['Line', 'What is said of it'], rows);
}
