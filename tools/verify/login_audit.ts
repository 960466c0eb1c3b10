/**
 * NetSuite gives a refused caller no cause, but it tells the administrator: these are the details of the Login Audit
 * Trail with Oracle's problem and remedy (subsect_156935170194). docs/connect.md prints this table.
 */

export const LOGIN_AUDIT_TRAIL = 'Setup > Users/Roles > User Management > View Login Audit Trail';

interface AuditDetailMeaning {
  readonly details: readonly string[];
  readonly means: string;
  readonly mend: string;
}

const MANAGE_INTEGRATIONS = 'Setup > Integration > Manage Integrations';
const ACCESS_TOKENS = 'Setup > Users/Roles > Access Tokens';

const RESET_WARNING =
  'A reset of consumer key and secret breaks, in the same moment, everything that uses the old ones: find out first who else uses that integration record.';

export const LOGIN_AUDIT_DETAILS: readonly AuditDetailMeaning[] = [
  {
    details: ['consumer_key_unknown'],
    means:
      'No integration record here has this consumer key: it is another account’s, was reset, or two values are swapped, most often key and secret.',
    mend: `Compare with what was kept, or make a new record at ${MANAGE_INTEGRATIONS}; from NetSuite 2027.1 on only a reset is left. ${RESET_WARNING}`,
  },
  {
    details: ['consumer_key_refused'],
    means: 'The integration record is Blocked, or (our reading) Waiting for Approval or without the box for tokens.',
    mend: `${MANAGE_INTEGRATIONS}, Edit: State Enabled, Token-Based Authentication on.`,
  },
  {
    details: ['token_rejected'],
    means:
      'No such token for this integration record: revoked, deleted by a sandbox refresh, of another account, or id and secret are swapped.',
    mend: `${ACCESS_TOKENS}: look whether it is there and active; else New makes one, which breaks nothing else.`,
  },
  {
    details: ['InvalidSignature'],
    means: 'The consumer secret or the token secret is not the one that belongs to its key, or the two are swapped.',
    mend: `Paste both again. A token secret that nobody kept: make a new token at ${ACCESS_TOKENS}. A consumer secret that nobody kept: see the warning at consumer_key_unknown.`,
  },
  {
    details: ['permission_denied'],
    means:
      'The person or the role cannot be used: inactive, without access, the person no longer has the role, or the role has no permission for tokens.',
    mend: 'Lists > Employees > Employees, Edit, Access: Give Access, and AfterShip Connector under Roles. Setup > Users/Roles > User Management > Manage Roles, Permissions > Setup: User Access Tokens. The person’s own View My Roles page can make a role inactive, too.',
  },
  {
    details: ['FeatureDisabled'],
    means: 'Token-based Authentication is off in this account.',
    mend: 'Setup > Company > Enable Features > SuiteCloud > Manage Authentication: Token-Based Authentication.',
  },
  {
    details: ['temporary_locked'],
    means: 'Five sign-ins of this person failed: every further one is refused, right or wrong.',
    mend: 'Wait 30 minutes without trying, here and in AfterShip.',
  },
  {
    details: ['InvalidTimestamp'],
    means: 'The caller’s clock is more than five minutes off.',
    mend: 'Set this machine’s clock by the network.',
  },
  {
    details: ['nonce_used', 'NonceUsed'],
    means: 'The same request came twice: something on the way repeats requests.',
    mend: 'Try from another network, or without the proxy.',
  },
  {
    details: [
      'MissingTokenPassportRequiredFields',
      'nonce_rejected',
      'parameter_rejected',
      'UnknownAlgorithm',
      'VersionRejected',
    ],
    means:
      'The request itself was badly made, whatever the values are: it was not this command’s, or it was changed on the way.',
    mend: 'Look at the columns Date and Token-based Application Name for whose request it was.',
  },
];
