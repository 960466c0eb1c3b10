/** Public interface: sign-in by token and REST records of an account, in the process or on a port. */

export { TOO_MANY_REQUESTS } from './answers';
export { REST_DIAL_VALUES, type RestDials } from './dials';
export type { RestFault } from './faults';
export { type RunningRestServer, startRestServer } from './http_server';
export { computeSignature, isSignatureRight, readOAuthHeader } from './oauth';
export { readRole } from './read_role';
export { createSampleAccount, type SampleAccount } from './sample_account';
