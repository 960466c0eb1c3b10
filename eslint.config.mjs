import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const imports = (files, patterns) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });

/** Imports of other folders, from whatever depth. */
const from = (folders) => `^(\\.\\./)+(${folders})/`;

// ── Rooms: src and packages at the bottom, tools over them, lab over all ──

const DOORS = 'sdf-check|emulator(/aftership|/netsuite(/rest)?)?';
const throughDoors = {
  regex: `^(\\.\\./)+packages/(?!(${DOORS})$)`,
  message:
    'Outside packages/ only what an index.ts exports can be imported: of packages/sdf-check, packages/emulator, its netsuite, netsuite/rest or aftership. Export it there.',
};
const noLab = {
  regex: from('lab'),
  message: 'lab/ tries the project, and nothing uses it: what others need belongs in packages/ or tools/shared.',
};
const noTests = {
  regex: '(^|/)__tests__/',
  message: 'Only tests import tests: what others need belongs beside the code.',
};
const packagesAlone = {
  regex: from('src|tools'),
  message: 'A package imports nothing outside packages/: move there what it needs, or have it handed over.',
};
const product = (allowed) => ({
  regex: `^(\\.\\./)+src/TypeScript/aftership/(?!(core|app${allowed})/|adapters/ids$)`,
  message: 'A tool runs core/ and app/ and names ids; what touches N/ runs in the emulated account.',
});
const sdfCheckAlone = {
  regex: '^(\\.\\./)+emulator(/|$)',
  message: 'The emulator is built on the check, not the other way round.',
};
const checkThroughDoor = {
  regex: from('sdf-check'),
  message: 'Another package imports what packages/sdf-check/index.ts exports. Export it there.',
};
/** Within a package: what a folder may not import, because that is built on it. */
const below = (folder, above, message) => ({ folder, pattern: { regex: from(above), message } });
const levels = [
  below('packages/sdf-check/facts', 'project|scripts|rules|cli', 'Facts are data: who reads them imports them.'),
  below('packages/sdf-check/project', 'scripts|rules|cli', 'project/ reads a project; what is right is in rules/.'),
  below('packages/sdf-check/scripts', 'rules|cli', 'scripts/ reads SuiteScripts; what is right is in rules/.'),
  below('packages/sdf-check/rules', 'cli', 'Rules give findings; cli/ prints them.'),
  below(
    'packages/emulator/aftership',
    'netsuite',
    'The emulated AfterShip knows the wire alone: packages/emulator/wire.ts.',
  ),
  below(
    'packages/emulator/netsuite',
    'aftership',
    'The emulated account knows the wire alone: packages/emulator/wire.ts.',
  ),
];

// ── Layers of src/TypeScript/aftership: scripts → app → core ← adapters. A message names the right layer. ──

/** A layer has folders, but no folders in folders: `inFolder` is what a file of a folder is told besides. */
const layer = (name, forbidden, inFolder = forbidden) => [
  imports([`src/TypeScript/aftership/${name}/*.ts`], forbidden),
  imports([`src/TypeScript/aftership/${name}/*/**/*.ts`], inFolder),
];

const noNetSuite = {
  group: ['N', 'N/*'],
  message: 'Only an adapter (or an entry script, for types) touches N/*. Say what you need as a port in app/ports.ts.',
};
const noTools = {
  regex: from('packages|tools|lab|__tests__'),
  message: 'Code that runs in NetSuite cannot use what stays on this machine.',
};
const coreAlone = (regex) => ({
  regex,
  message: 'core/ decides from values alone: pass the value in, the caller in app/ fetches it.',
});

// ── The ledger: who may write and judge what a row says ──

const table = readFileSync(new URL('src/TypeScript/aftership/core/ledger/reasons.ts', import.meta.url), 'utf8');
/** Keys of an object of the table, two spaces deep. */
const keysOf = (name) => {
  const [, body = ''] = new RegExp(`export const ${name} = \\{\\n([\\s\\S]*?)\\n\\} as const`).exec(table) ?? [];
  return [...body.matchAll(/^ {2}(?:'([^']+)'|(\w+)):/gm)].map(([, quoted, bare]) => quoted ?? bare);
};
const anyOf = (words) => `/^(${words.map((word) => word.replace(/[()]/g, '\\$&')).join('|')})$/`;
const REASONS = anyOf(keysOf('REASONS'));
const STATES = anyOf(keysOf('STATES'));
const onlyTransitions = 'A row changes by a transition only: call one of core/ledger/transitions.ts, or add it there.';
const onlyTable =
  'What a state or reason means stands in the table: ask a function of core/ledger/row.ts or reasons.ts, or add it there.';
const ledgerAlone = [
  { selector: "ObjectExpression > Property[key.name='holding']", message: onlyTransitions },
  {
    selector: `ObjectExpression > Property[key.name='reason'] > Literal[value=${REASONS}]`,
    message: onlyTransitions,
  },
  { selector: `BinaryExpression[left.property.name='reason'] > Literal[value=${REASONS}]`, message: onlyTable },
  { selector: `BinaryExpression[left.name='reason'] > Literal[value=${REASONS}]`, message: onlyTable },
  { selector: `BinaryExpression > Literal[value=${STATES}]`, message: onlyTable },
];

const languageOfScripts = [
  {
    selector: 'FunctionDeclaration[generator=true], FunctionExpression[generator=true]',
    message: 'Generators fail in SuiteScript 2.1: return an array.',
  },
  {
    selector: 'FunctionDeclaration[async=true], ArrowFunctionExpression[async=true], FunctionExpression[async=true]',
    message: 'Server scripts here are synchronous.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
];

export default tseslint.config(
  {
    ignores: ['build/**', 'coverage/**', 'node_modules/**', 'src/FileCabinet/SuiteScripts/**'],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/TypeScript/aftership/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...languageOfScripts],
      'no-restricted-globals': [
        'error',
        'setTimeout',
        'setInterval',
        'process',
        'Buffer',
        'fetch',
        'console',
        'log',
        'util',
        'Intl',
        'structuredClone',
      ],
    },
  },
  {
    files: ['src/TypeScript/aftership/**/*.ts'],
    // Where the table is, and where rows are read from records.
    ignores: ['src/TypeScript/aftership/core/ledger/**', 'src/TypeScript/aftership/adapters/{ids,ledger}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...languageOfScripts, ...ledgerAlone] },
  },
  ...layer('core', [noNetSuite, noTools, coreAlone('^\\.\\./')], [noNetSuite, noTools, coreAlone('^\\.\\./\\.\\./')]),
  ...layer('app', [
    noNetSuite,
    noTools,
    {
      regex: from('adapters|console|scripts'),
      message: 'app/ works over the ports in app/ports.ts; scripts/ wires the adapter in.',
    },
  ]),
  ...layer('console', [
    noNetSuite,
    noTools,
    {
      regex: from('adapters|scripts'),
      message:
        'A page of console/ is made from values and ports; adapters/console/console_form.ts turns it into a form.',
    },
  ]),
  ...layer('adapters', [
    noTools,
    { regex: from('scripts'), message: 'Scripts wire adapters, not the other way round.' },
    {
      regex: '^(\\.\\./)+app/(?!ports$|operator/console_ports$)',
      message: 'An adapter implements a port; a decision belongs in core/, a sequence of steps in app/.',
    },
  ]),
  ...layer('scripts', [
    noTools,
    { regex: from('core'), message: 'An entry script only wires: call a use case of app/, which asks core/.' },
  ]),
  imports(['packages/sdf-check/**/*.ts'], [packagesAlone, noLab, noTests, sdfCheckAlone]),
  imports(['packages/emulator/**/*.ts'], [packagesAlone, noLab, noTests, checkThroughDoor]),
  ...levels.map(({ folder, pattern }) =>
    imports(
      [`${folder}/**/*.ts`],
      [packagesAlone, noLab, noTests, folder.includes('sdf-check') ? sdfCheckAlone : checkThroughDoor, pattern],
    ),
  ),
  imports(['tools/**/*.ts'], [noLab, throughDoors, noTests, product('')]),
  // What the console says stands in the docs, too.
  imports(['tools/docs/**/*.ts'], [noLab, throughDoors, noTests, product('|console')]),
  imports(['lab/**/*.ts'], [throughDoors, noTests]),
  imports(['__tests__/**/*.ts', 'tools/**/__tests__/**/*.ts'], [noLab, throughDoors]),
  imports(['lab/**/__tests__/**/*.ts'], [throughDoors]),
  {
    files: ['packages/**', 'tools/**', 'lab/**', '__tests__/**', '*.js', '*.cjs'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
