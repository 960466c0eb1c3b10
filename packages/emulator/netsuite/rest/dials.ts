/** Undocumented behaviour of REST and token information, with its possible answers. The first value is the default. */

export interface RestDials {
  /** Names of the members of the token information. */
  tokenInfoNames: 'camel case' | 'snake case' | 'words';
  /** Status of a refused sign-in at the RESTlets host. */
  restletRefusalStatus: 401 | 403 | 400;
  /** Format of an error at the RESTlets host. */
  restletErrorForm: 'json' | 'text';
  /** Answer to a role without the permission for a record. */
  missingPermission: '403' | '400' | '404' | 'empty list';
  /** Whether a list of records also needs Find Transaction or Perform Search. */
  listNeedsSearch: 'no' | 'yes';
  /** Answer of the host service to an unknown account id. */
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
