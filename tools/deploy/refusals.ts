/** Reasons for which `npm run deploy` stops, each with its remedy. docs/troubleshoot.md prints this table. */

interface RefusalRule {
  readonly when: string;
  readonly remedy: string;
}

export const REFUSALS = {
  'DEPLOY-TARGETS': {
    when: 'targets.json cannot be read, or a target in it is wrong',
    remedy: 'Mend the entry that is named, or delete it and pin it anew: npm run deploy pin NAME ACCOUNT.',
  },
  'DEPLOY-UNKNOWN': {
    when: 'No target has the name that was given',
    remedy: 'npm run deploy lists the targets; npm run deploy pin NAME ACCOUNT adds one.',
  },
  'DEPLOY-PIN': {
    when: 'What is to be pinned cannot be: a name, an account id or an authentication id is wrong, or the name has another account already',
    remedy:
      'Write npm run deploy pin NAME ACCOUNT [ID]. To give a name another account, delete its entry in targets.json first.',
  },
  'DEPLOY-RECORDS': {
    when: 'deployments.json cannot be read',
    remedy: 'Restore it from git or a copy. Without the file nothing counts as tried; an empty list is [].',
  },
  'DEPLOY-SIGN-IN': {
    when: 'Oracle’s CLI does not tell about the sign-in',
    remedy:
      'When no remedy stands above: sign in under this name with npx suitecloud account:setup (in CI: account:setup:ci), and choose the account that targets.json pins.',
  },
  'DEPLOY-ACCOUNT-UNKNOWN': {
    when: 'Oracle’s CLI answers, and from its answer the account cannot be told',
    remedy:
      'Nothing is deployed to an account that is not known. Compare npx suitecloud account:manageauth --info ID with what is printed above; a newer CLI may word it differently: use the version of package-lock.json (npm ci).',
  },
  'DEPLOY-OTHER-ACCOUNT': {
    when: 'The sign-in belongs to another account than the one that targets.json pins',
    remedy:
      'Sign in to the pinned account under another authentication id (npx suitecloud account:setup) and name that id in targets.json. If the pinned id is the wrong one, correct it there.',
  },
  'DEPLOY-BUILD': {
    when: 'The scripts do not compile',
    remedy: 'The compiler’s messages above name file and line. In an unchanged copy: npm ci, then again.',
  },
  'DEPLOY-CHECK': {
    when: 'The check of the project finds errors',
    remedy: 'Each finding above says what to write; npm run check explain CODE tells more.',
  },
  'DEPLOY-NOT-TRIED': {
    when: 'Production, and deployments.json has no deployment of the same contents to a sandbox of the same company',
    remedy:
      'Deploy this very version to a sandbox first. Where that cannot be: npm run deploy NAME no-sandbox "reason"; the reason is recorded.',
  },
  'DEPLOY-REASON': {
    when: 'no-sandbox without a reason, or for an account that is not production',
    remedy:
      'Say in a few words why production cannot wait for a sandbox; leave no-sandbox away for every other account.',
  },
  'DEPLOY-PREVIEW': {
    when: 'NetSuite’s preview or its validation fails',
    remedy: 'Nothing was deployed. Mend what NetSuite names above.',
  },
  'DEPLOY-NOT-CONFIRMED': {
    when: 'What was typed, or AFTERSHIP_DEPLOY_ACCOUNT, is not the pinned account id',
    remedy: 'Nothing was deployed. Run the command again and type the id as the line "Account …" shows it.',
  },
  'DEPLOY-NO-TERMINAL': {
    when: 'There is nobody to type the account id',
    remedy:
      'Run it in a terminal. In CI set AFTERSHIP_DEPLOY_ACCOUNT to the id of the account that this job may deploy to.',
  },
  'DEPLOY-FAILED': {
    when: 'NetSuite refused the deployment, or it broke off',
    remedy:
      'It may have been applied in part: NetSuite documents no roll-back. Mend what is named above and deploy again, which replaces the same objects.',
  },
  'DEPLOY-UNCLEAR': {
    when: 'Oracle’s CLI tells neither of success nor of failure, as when a proxy’s sign-in page answers instead of NetSuite',
    remedy:
      'Open NetSuite in a browser on this machine, past whatever asks you to sign in, then run the command again. After a deployment look first whether the account has it; it is not recorded.',
  },
  'DEPLOY-NOT-RECORDED': {
    when: 'It was deployed, and deployments.json could not be written',
    remedy: 'The account has the new version. Add the entry printed above to deployments.json by hand.',
  },
} as const satisfies Readonly<Record<string, RefusalRule>>;

type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly code: RefusalCode;
  /** Description of this case. */
  readonly message: string;
}

export function refuse(code: RefusalCode, message: string): Refusal {
  return { code, message };
}

export function formatRefusal({ code, message }: Refusal): readonly string[] {
  return [`${beginningOf(code)}${message}`, `→ ${REFUSALS[code].remedy} [${code}]`];
}

/** First words of the refusal; empty when the message itself tells what is in the account. */
function beginningOf(code: RefusalCode): string {
  switch (code) {
    case 'DEPLOY-PIN':
      return 'Nothing was pinned: ';
    case 'DEPLOY-FAILED':
    case 'DEPLOY-UNCLEAR':
    case 'DEPLOY-NOT-RECORDED':
      return '';
    default:
      return 'Not deployed: ';
  }
}
