/**
 * Features that this project depends on, each with its reason and its menu; manifest.xml declares exactly these. A
 * deployment switches no feature on.
 */

interface Feature {
  readonly id: string;
  readonly name: string;
  /** True when a deployment fails without the feature. */
  readonly required: boolean;
  /** Subtab of Setup > Company > Enable Features, and the help page that names it. */
  readonly subtab: string;
  readonly source: string;
  /** True when a step of AfterShip's guide requires the feature. */
  readonly inGuide: boolean;
  /** See connector_role.ts. */
  readonly onlyForReturns?: true;
  /** The reason besides the permissions of both roles that belong to the feature. */
  readonly reason: string;
}

export const ENABLE_FEATURES = 'Setup > Company > Enable Features';

export const FEATURES: readonly Feature[] = [
  {
    id: 'SERVERSIDESCRIPTING',
    name: 'Server SuiteScript',
    required: true,
    subtab: 'SuiteCloud',
    source: 'article_1114080304',
    inGuide: true,
    reason: 'The scripts of the push.',
  },
  {
    id: 'CUSTOMRECORDS',
    name: 'Custom Records',
    required: true,
    subtab: 'SuiteCloud',
    source: 'article_1114075942',
    inGuide: false,
    reason: 'Connection, outbox and ledger.',
  },
  {
    id: 'CUSTOMCODE',
    name: 'Client SuiteScript',
    required: false,
    subtab: 'SuiteCloud',
    source: 'article_1114080304',
    inGuide: true,
    reason:
      'The push has no client script. Without it a save may not be able to start sending, which then waits for the schedule.',
  },
  {
    id: 'RESTWEBSERVICES',
    name: 'REST Web Services',
    required: false,
    subtab: 'SuiteCloud',
    source: 'article_1114080552',
    inGuide: true,
    reason: 'AfterShip’s own connection.',
  },
  {
    id: 'WEBSERVICESEXTERNAL',
    name: 'SOAP Web Services',
    required: false,
    subtab: 'SuiteCloud',
    source: 'article_1114080552',
    inGuide: true,
    onlyForReturns: true,
    reason: 'For Tracking the guide asks for the permission only, and says nothing that SOAP would be used for.',
  },
  {
    id: 'TBA',
    name: 'Token-based Authentication',
    required: false,
    subtab: 'SuiteCloud',
    source: 'bridgehead_4253254429',
    inGuide: true,
    reason: 'AfterShip’s own connection signs in by token.',
  },
  {
    id: 'USR',
    name: 'SuiteAnalytics Workbook',
    required: false,
    subtab: 'Analytics',
    source: 'article_1114074446',
    inGuide: false,
    reason: 'Oracle names it as needed for REST web services (article_5085602973).',
  },
  {
    id: 'SALESORDERS',
    name: 'Sales Orders',
    required: false,
    subtab: 'Transactions',
    source: 'article_1111110344',
    inGuide: false,
    reason: 'Orders that fulfillments are made from.',
  },
  {
    id: 'RETURNAUTHS',
    name: 'Return Authorizations',
    required: false,
    subtab: 'Transactions',
    source: 'article_1111110344',
    inGuide: false,
    onlyForReturns: true,
    reason: 'RMAs, which AfterShip’s Returns makes.',
  },
  {
    id: 'PURCHASEORDERS',
    name: 'Purchase Orders',
    required: false,
    subtab: 'Transactions',
    source: 'article_1111110344',
    inGuide: false,
    reason: 'Drop shipments.',
  },
  {
    id: 'VENDORRETURNAUTHS',
    name: 'Vendor Return Authorizations',
    required: false,
    subtab: 'Transactions',
    source: 'article_1111110344',
    inGuide: false,
    reason: 'Returns to vendors, which are recognized and never sent.',
  },
  {
    id: 'ADVSHIPPING',
    name: 'Advanced Shipping',
    required: false,
    subtab: 'Transactions',
    source: 'article_1111110711',
    inGuide: false,
    reason: 'Item fulfillments apart from invoices. Switching it on changes how you bill: this project never does.',
  },
  {
    id: 'MULTILOCINVT',
    name: 'Multi-Location Inventory',
    required: false,
    subtab: 'Items & Inventory',
    source: 'article_1111112400',
    inGuide: false,
    reason: 'Transfer orders. It cannot simply be switched off again.',
  },
  {
    id: 'LOCATIONS',
    name: 'Locations',
    required: false,
    subtab: 'Company',
    source: 'article_1110084707',
    inGuide: false,
    reason: 'The address that a shipment leaves from.',
  },
  {
    id: 'MULTICURRENCY',
    name: 'Multiple Currencies',
    required: false,
    subtab: 'Company',
    source: 'article_1110085418',
    inGuide: false,
    reason: 'AfterShip’s guide asks for the permission.',
  },
  {
    id: 'ACCOUNTING',
    name: 'Accounting',
    required: false,
    subtab: 'Accounting',
    source: 'article_1110092533',
    inGuide: false,
    reason: 'Shipping items: the name of the shipping method.',
  },
];
