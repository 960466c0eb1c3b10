/**
 * Script types with their entry points, N/ modules, and documented and undocumented globals, as data. Page ids are
 * those of Oracle's help.
 */

export interface ScriptType {
  /** The value of @NScriptType. */
  readonly tag: string;
  /** Root element of the object whose `scriptfile` names such a file; null when the facts name none. */
  readonly object: string | null;
  readonly entryPoints: readonly string[];
  /** Names beside the entry points that need not be functions. */
  readonly options?: readonly string[];
  readonly runsIn: 'server' | 'browser';
  /** True when functions of other names are called, too: buttons of a form, tools of a schema. */
  readonly isOpen?: boolean;
  readonly source: string;
}

/** Types of chapter_4387172495, each with the page of its entry points. */
export const SCRIPT_TYPES: readonly ScriptType[] = [
  {
    tag: 'UserEventScript',
    object: 'usereventscript',
    entryPoints: ['beforeLoad', 'beforeSubmit', 'afterSubmit'],
    runsIn: 'server',
    source: 'chapter_4387172495',
  },
  {
    tag: 'MapReduceScript',
    object: 'mapreducescript',
    entryPoints: ['getInputData', 'map', 'reduce', 'summarize'],
    // Holds retryCount and exitOnError (section_1517279521).
    options: ['config'],
    runsIn: 'server',
    source: 'section_4685231336',
  },
  {
    tag: 'ScheduledScript',
    object: 'scheduledscript',
    entryPoints: ['execute'],
    runsIn: 'server',
    source: 'chapter_4387172495',
  },
  {
    tag: 'Suitelet',
    object: 'suitelet',
    entryPoints: ['onRequest'],
    runsIn: 'server',
    source: 'section_1515615411',
  },
  {
    tag: 'Restlet',
    object: 'restlet',
    entryPoints: ['get', 'post', 'put', 'delete'],
    runsIn: 'server',
    source: 'section_4557203242',
  },
  {
    tag: 'ClientScript',
    object: 'clientscript',
    entryPoints: [
      'pageInit',
      'fieldChanged',
      'postSourcing',
      'sublistChanged',
      'lineInit',
      'validateField',
      'validateLine',
      'validateInsert',
      'validateDelete',
      'saveRecord',
      'localizationContextEnter',
      'localizationContextExit',
    ],
    runsIn: 'browser',
    // A button of a form calls a function of the client script by name (Form.addButton).
    isOpen: true,
    source: 'section_4489981198',
  },
  {
    tag: 'MassUpdateScript',
    object: 'massupdatescript',
    entryPoints: ['each'],
    runsIn: 'server',
    source: 'chapter_4387172495',
  },
  { tag: 'Portlet', object: 'portlet', entryPoints: ['render'], runsIn: 'server', source: 'chapter_4387172495' },
  {
    tag: 'WorkflowActionScript',
    object: 'workflowactionscript',
    entryPoints: ['onAction'],
    runsIn: 'server',
    source: 'chapter_4387172495',
  },
  {
    tag: 'BundleInstallationScript',
    object: 'bundleinstallationscript',
    entryPoints: ['beforeInstall', 'afterInstall', 'beforeUpdate', 'afterUpdate', 'beforeUninstall'],
    runsIn: 'server',
    source: 'section_4556570505',
  },
  {
    tag: 'SDFInstallationScript',
    object: 'sdfinstallationscript',
    entryPoints: ['run'],
    runsIn: 'server',
    source: 'section_1544719586',
  },
  {
    tag: 'EventSubscriber',
    object: null,
    entryPoints: ['handle'],
    runsIn: 'server',
    source: 'article_8125656702',
  },
  // Its entry points are the names in the JSON schema of its tools.
  {
    tag: 'CustomTool',
    object: 'toolset',
    entryPoints: [],
    isOpen: true,
    runsIn: 'server',
    source: 'article_1185045525',
  },
];

/** Existing types whose interfaces are not checked here (section_4527904430; Oracle's samples have the last two). */
const OTHER_SCRIPT_TYPES: readonly string[] = [
  'ConsolidatedRateAdjustorPlugin',
  'CustomGLPlugin',
  'EmailCapturePlugin',
  'PaymentGatewayPlugin',
  'PluginTypeImpl',
  'PromotionsPlugin',
  'ShippingPartnersPlugin',
  'TaxCalculationPlugin',
  'SpaServerScript',
  'SpaClientScript',
];

export const ALL_TAGS: readonly string[] = [...SCRIPT_TYPES.map(({ tag }) => tag), ...OTHER_SCRIPT_TYPES];

/** Finds a type in any capitalization, which section_4618456517 documents for RESTlets. */
export function findTypeByTag(tag: string): ScriptType | null {
  return SCRIPT_TYPES.find((type) => type.tag.toLowerCase() === tag.toLowerCase()) ?? null;
}

export function findTypeByObject(object: string): ScriptType | null {
  return SCRIPT_TYPES.find((type) => type.object === object) ?? null;
}

export function isKnownTag(tag: string): boolean {
  return findTypeByTag(tag) !== null || isOtherTag(tag);
}

/** True for other types. Oracle's lists of plug-in types are not complete. */
export function isOtherTag(tag: string): boolean {
  return /plug-?in$/i.test(tag) || OTHER_SCRIPT_TYPES.some((known) => known.toLowerCase() === tag.toLowerCase());
}

/** Values of @NApiVersion (bridgehead_4387808822). */
export const API_VERSIONS: readonly string[] = ['2.1', '2.0', '2.x', '2.X'];
export const MODULE_SCOPES: readonly string[] = ['SameAccount', 'TargetAccount', 'Public'];

/** Modules of chapter_4220488571, and those that only Oracle's unit-testing stubs have (the last lines). */
export const N_MODULES: ReadonlySet<string> = new Set(
  [
    ...['action', 'auth', 'cache', 'certificateControl', 'compress', 'config', 'crypto', 'crypto/certificate'],
    ...['crypto/random', 'currency', 'currentRecord', 'dataset', 'documentCapture', 'email', 'encode', 'error', 'file'],
    ...['format', 'format/i18n', 'http', 'https', 'https/clientCertificate', 'keyControl', 'llm', 'log'],
    ...['machineTranslation', 'manufacturing/productionCharges', 'pgp', 'piremoval', 'plugin', 'portlet', 'query'],
    ...['record', 'recordContext', 'redirect', 'render', 'runtime', 'scriptTypes/restlet', 'search', 'sftp', 'sso'],
    ...['suiteAppInfo', 'task', 'task/accounting/recognition', 'transaction', 'translation', 'ui/dialog', 'ui/message'],
    ...['ui/serverWidget', 'url', 'util', 'workbook', 'workflow', 'xml', 'commerce/recordView'],
    ...['commerce/promising', 'commerce/webstore/order', 'commerce/webstore/shopper', 'datasetLink', 'ui'],
  ].map((name) => `N/${name}`),
);

/**
 * Globals of browsers and of Node that server scripts are not documented to have. The help names none of them; Oracle's
 * SAFE guide says that those of the first line do not exist.
 */
export const UNDOCUMENTED_GLOBALS: ReadonlySet<string> = new Set([
  ...['fetch', 'URLSearchParams', 'localStorage', 'sessionStorage', 'document'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'queueMicrotask'],
  ...['window', 'navigator', 'XMLHttpRequest', 'URL', 'Blob', 'FormData', 'AbortController', 'performance'],
  ...['process', 'Buffer', '__dirname', '__filename', 'console'],
  ...['Intl', 'structuredClone', 'TextEncoder', 'TextDecoder', 'atob', 'btoa'],
]);

/** Globals that ECMAScript 2023 and SuiteScript (chapter_4387171685) give every server script. */
export const DOCUMENTED_GLOBALS: ReadonlySet<string> = new Set([
  ...[
    'define',
    'require',
    'log',
    'util',
    'toString',
    'undefined',
    'NaN',
    'Infinity',
    'globalThis',
    'arguments',
    'eval',
  ],
  ...[
    'Object',
    'Function',
    'Array',
    'String',
    'Number',
    'Boolean',
    'Symbol',
    'BigInt',
    'Math',
    'Date',
    'RegExp',
    'JSON',
  ],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Promise', 'Proxy', 'Reflect', 'Atomics'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array'],
  ...['Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'decodeURIComponent', 'encodeURI'],
  ...['decodeURI', 'escape', 'unescape'],
]);
