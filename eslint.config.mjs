import tseslint from 'typescript-eslint';

/** Layers of src/TypeScript/aftership: scripts → app → core ← adapters. A message names the right layer. */
const layer = (name, forbidden) => ({
  files: [`src/TypeScript/aftership/${name}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: forbidden }] },
});

const noNetSuite = {
  group: ['N', 'N/*'],
  message: 'Only an adapter (or an entry script, for types) touches N/*. Say what you need as a port in app/ports.ts.',
};
const noTools = {
  group: ['**/emulator/**', '**/tools/**', '**/__tests__/**'],
  message: 'Code that runs in NetSuite cannot use what stays on this machine.',
};

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
  layer('core', [
    noNetSuite,
    noTools,
    { group: ['../*'], message: 'core/ decides from values alone: pass the value in, the caller in app/ fetches it.' },
  ]),
  layer('app', [
    noNetSuite,
    noTools,
    {
      group: ['../adapters/*', '../scripts/*'],
      message: 'app/ works over the ports in app/ports.ts; scripts/ wires the adapter in.',
    },
  ]),
  layer('console', [
    noNetSuite,
    noTools,
    {
      group: ['../adapters/*', '../scripts/*'],
      message: 'A page of console/ is made from values and ports; adapters/console_form.ts turns it into a form.',
    },
  ]),
  layer('adapters', [
    noTools,
    { group: ['../scripts/*'], message: 'Scripts wire adapters, not the other way round.' },
    {
      group: ['../app/*', '!../app/ports', '!../app/console_ports'],
      message: 'An adapter implements a port; a decision belongs in core/, a sequence of steps in app/.',
    },
  ]),
  layer('scripts', [
    noTools,
    { group: ['../core/*'], message: 'An entry script only wires: call a use case of app/, which asks core/.' },
  ]),
  {
    files: ['tools/**', 'emulator/**', '__tests__/**', '*.js', '*.cjs'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
