import tseslint from 'typescript-eslint';

/**
 * Layers of src/TypeScript/aftership: scripts → app → core ← adapters. A message names the right layer. A layer has
 * folders, but no folders in folders: `inFolder` is what a file of a folder is told besides.
 */
const layer = (name, forbidden, inFolder = forbidden) => [
  {
    files: [`src/TypeScript/aftership/${name}/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: forbidden }] },
  },
  {
    files: [`src/TypeScript/aftership/${name}/*/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: inFolder }] },
  },
];

/** Imports of another layer, from whatever depth. */
const from = (layers) => `^(\\.\\./)+(${layers})/`;

const noNetSuite = {
  group: ['N', 'N/*'],
  message: 'Only an adapter (or an entry script, for types) touches N/*. Say what you need as a port in app/ports.ts.',
};
const noTools = {
  regex: from('emulator|sdf|facts|tools|__tests__'),
  message: 'Code that runs in NetSuite cannot use what stays on this machine.',
};
const coreAlone = (regex) => ({
  regex,
  message: 'core/ decides from values alone: pass the value in, the caller in app/ fetches it.',
});

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
      'no-restricted-syntax': [
        'error',
        {
          selector: 'FunctionDeclaration[generator=true], FunctionExpression[generator=true]',
          message: 'Generators fail in SuiteScript 2.1: return an array.',
        },
        {
          selector:
            'FunctionDeclaration[async=true], ArrowFunctionExpression[async=true], FunctionExpression[async=true]',
          message: 'Server scripts here are synchronous.',
        },
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
      ],
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
  {
    files: ['tools/**', 'emulator/**', '__tests__/**', '*.js', '*.cjs'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
