/** The two data files of core/carrier with their generated content. */

import { readCourierFacts, readNameFacts } from './courier_facts';
import { buildNameTable, type NameTable } from './name_table';

export interface DataFile {
  /** Path from the repository's root. */
  readonly path: string;
  readonly text: string;
}

const FOLDER = 'src/TypeScript/aftership/core/carrier';

const header = (what: string): string =>
  `/**\n * ${what}\n * Written by tools/carrier_names: change its carrier-names.json, then run \`npm run carrier-names\`.\n */\n\n`;

const constant = (name: string, lines: readonly string[]): string =>
  `export const ${name} = \`\n${lines.join('\n')}\n\`;\n`;

function namesFile(table: NameTable): string {
  return [
    header('What people call carriers, and which slugs it means. names.ts says how to read it.'),
    constant('NAMES', table.names),
    constant('WHOLE_NAMES', table.whole),
    constant('PRODUCTS', table.products),
    constant('FAMILIES', table.families),
    constant('QUALIFIERS', table.qualifiers),
    constant('COUNTRIES', table.countries),
    constant('ONE_WORD', table.oneWord),
    constant('NOT_NAMES', table.notNames),
  ].join('');
}

function requirementsFile(): string {
  const fields = readCourierFacts().all_couriers_with_required_fields_2024_08;
  const slugsOf = new Map<string, string[]>();
  for (const [slug, required] of Object.entries(fields)) {
    for (const field of required) slugsOf.set(field, [...(slugsOf.get(field) ?? []), slug]);
  }
  const lines = [...slugsOf].map(([field, slugs]) => `${field}=${slugs.join(' ')}`).sort();
  return header('Which field which slugs ask for. requirements.ts reads it.') + constant('REQUIRED_FIELDS', lines);
}

export function dataFiles(): readonly DataFile[] {
  return [
    { path: `${FOLDER}/names_data.ts`, text: namesFile(buildNameTable(readCourierFacts(), readNameFacts())) },
    { path: `${FOLDER}/requirements_data.ts`, text: requirementsFile() },
  ];
}
