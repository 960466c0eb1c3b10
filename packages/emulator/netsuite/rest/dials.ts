/** What Oracle does not document about REST and token information, with every answer. The first value is the default. */

export interface RestDials {
  /** Names of the members of the token information. */
  tokenInfoNames: 'camel case' | 'snake case' | 'words';
  /** Status of a refused sign-in at the host of RESTlets. */
  restletRefusalStatus: 401 | 403 | 400;
  /** Form of an error at the host of RESTlets. */
  restletErrorForm: 'json' | 'text';
  /** What a role meets that lacks the permission for a record. */
  missingPermission: '403' | '400' | '404' | 'empty list';
  /** Whether listing records needs Find Transaction or Perform Search as well. */
  listNeedsSearch: 'no' | 'yes';
  /** What the service that names an account's hosts says to an account id that nobody has. */
  unknownAccountHosts: 'default hosts' | 'error';
}

export const REST_DIAL_VALUES: { readonly [K in keyof RestDials]: readonly RestDials[K][] } = {
  tokenInfoNames: ['camel case', 'snake case', 'words'],
  restletRefusalStatus: [401, 403, 400],
  restletErrorForm: ['json', 'text'],
  missingPermission: ['403', '400', '404', 'empty list'],
  listNeedsSearch: ['no', 'yes'],
  unknownAccountHosts: ['default hosts', 'error'],
};

export const DEFAULT_REST_DIALS: RestDials = {
  tokenInfoNames: 'camel case',
  restletRefusalStatus: 401,
  restletErrorForm: 'json',
  missingPermission: '403',
  listNeedsSearch: 'no',
  unknownAccountHosts: 'default hosts',
};
