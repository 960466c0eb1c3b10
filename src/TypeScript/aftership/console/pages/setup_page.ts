/** Lists what sending needs and whether this account has it. It says so when a script cannot see an item. */

import type { ConnectionNotes, ConsoleFeature, DeploymentReading } from '../../app/operator/console_ports';
import { parseAccountCouriers } from '../../core/carrier/account_couriers';
import { parseCarrierMapping } from '../../core/carrier/mapping';
import type { Lacking } from '../../core/carrier/mapping_findings';
import type { ConnectionReading } from '../../core/connection';
import type { DayCount } from '../../core/day_counts';
import { parseCursor } from '../../core/check_cursor';
import { parseFieldMapping, type FieldMapping } from '../../core/fields/mapping';
import type { EpochSeconds } from '../../core/values';
import { VERSION } from '../../core/version';
import { connectionState, toRecord } from '../connection_state';
import type { ConsolePorts, Show } from '../console_context';
import { dailyBlocks } from '../daily_table';
import { fieldNotes, mappingNotes } from '../mapping_notes';
import { readNotes } from './overview_page';
import { link, toPage, type Inline, type Page, type PageForm, type Target, type Tone } from '../page';
import { say, type TextKey } from '../texts';

/** Result of a search, or why it failed. */
type Found<Value> =
  { readonly kind: 'found'; readonly value: Value } | { readonly kind: 'hidden'; readonly detail: string };

export interface SetupData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  readonly features: ReadonlyMap<ConsoleFeature, boolean>;
  readonly notes: ConnectionNotes;
  readonly lacking: readonly Lacking[];
  readonly release: string;
  readonly now: EpochSeconds;
  readonly deployments: Found<readonly DeploymentReading[]>;
  readonly deploymentCount: number;
  readonly scriptRole: Found<number | null>;
  /** The role for AfterShip's own connection, and the number of its users. */
  readonly connectorRole: Found<{ readonly id: number; readonly users: number } | null>;
  /** What the visitor's session reads of the newest shipped fulfillment. */
  readonly newest: Found<NewestReading>;
  /** Subsidiaries; null in an account with one company. */
  readonly subsidiaries: Found<SubsidiaryReading> | null;
  /** Null once something was sent, because the overview then shows the counts. */
  readonly dayCounts: readonly DayCount[] | null;
}

interface NewestReading {
  /** The newest shipped fulfillment, which the check read; null when there is none. */
  readonly fulfillmentId: number | null;
  /** Sources that the account does not have, as the mapping writes them. */
  readonly absent: readonly string[];
  /** Fields that the account refuses to give. */
  readonly refused: readonly string[];
}
/** If nothing was sent for this long, Set-up shows the daily counts. */
const QUIET_SECONDS = 28 * 86_400;

interface SubsidiaryReading {
  /** Subsidiaries whose newest fulfillment has a row, which proves that sending could read it. */
  readonly read: readonly string[];
  readonly unread: readonly { readonly subsidiary: string; readonly fulfillmentId: number }[];
  /** Number of fulfillments that a run in the scripts' role could not read. */
  readonly refused: number;
}

/** Features with the effect of each being off; null when nothing works without it. */
const SHOWN_FEATURES: readonly (readonly [ConsoleFeature, TextKey | null])[] = [
  ['SERVERSIDESCRIPTING', null],
  ['CUSTOMRECORDS', null],
  ['PICKPACKSHIP', 'setup.why.PICKPACKSHIP'],
  ['ADVSHIPPING', 'setup.why.ADVSHIPPING'],
  ['LOCATIONS', 'setup.why.LOCATIONS'],
  ['SUBSIDIARIES', 'setup.why.SUBSIDIARIES'],
];

/**
 * Features that AfterShip's own connection needs, by what AfterShip uses it for. What Returns needs comes besides what
 * Tracking does.
 */
const OF_TRACKING = [
  ['SERVERSIDESCRIPTING', 'setup.name.SERVERSIDESCRIPTING'],
  ['CUSTOMCODE', 'setup.name.CUSTOMCODE'],
  ['RESTWEBSERVICES', 'setup.name.RESTWEBSERVICES'],
  ['TBA', 'setup.name.TBA'],
] as const satisfies readonly (readonly [ConsoleFeature, TextKey])[];
const OF_RETURNS = [
  ['WEBSERVICESEXTERNAL', 'setup.name.WEBSERVICESEXTERNAL'],
  ['RETURNAUTHS', 'setup.name.RETURNAUTHS'],
] as const satisfies readonly (readonly [ConsoleFeature, TextKey])[];

/** Features of each half of AfterShip's own connection. */
export const OWN_CONNECTION = { Tracking: OF_TRACKING, Returns: [...OF_TRACKING, ...OF_RETURNS] } as const;

const ASKED_FEATURES: readonly ConsoleFeature[] = [
  ...SHOWN_FEATURES.map(([feature]) => feature),
  ...OWN_CONNECTION.Returns.map(([feature]) => feature),
];

/** About 120 units, in OneWorld 40 more, 20 to 40 more with a field mapping, and 14 more while nothing is sent. */
export function readSetup(ports: ConsolePorts): SetupData {
  const reading = ports.connections.find();
  const attempt = <Value>(read: () => Value): Found<Value> => {
    try {
      return { kind: 'found', value: read() };
    } catch (error) {
      return { kind: 'hidden', detail: ports.describe(error).message };
    }
  };
  const { inventory } = ports;
  const mapping = reading.kind === 'connection' ? parseFieldMapping(reading.connection.fieldMapping) : null;
  return {
    accountId: ports.account.id(),
    reading,
    features: new Map(ASKED_FEATURES.map((feature) => [feature, ports.account.isFeatureOn(feature)])),
    notes: readNotes(reading, ports),
    lacking: ports.ledger.countLacking(),
    release: ports.account.release(),
    now: ports.clock.now(),
    deployments: attempt(() => inventory.deployments()),
    deploymentCount: inventory.deploymentCount,
    scriptRole: attempt(() => inventory.findRole('scripts')),
    connectorRole: attempt(() => {
      const id = inventory.findRole('connector');
      return id === null ? null : { id, users: inventory.countUsers(id) };
    }),
    newest: attempt(() => readNewest(mapping ?? { lines: [] }, ports)),
    subsidiaries: ports.account.isFeatureOn('SUBSIDIARIES') ? attempt(() => readSubsidiaries(ports)) : null,
    dayCounts:
      ports.ledger.countSentByCarrier(ports.clock.now() - QUIET_SECONDS).length > 0 ? null : ports.days.latest(),
  };
}

function readNewest(
  mapping: Pick<FieldMapping, 'lines'>,
  { inventory, fulfillments }: Pick<ConsolePorts, 'inventory' | 'fulfillments'>,
): NewestReading {
  const fulfillmentId = inventory.newestShipped();
  if (fulfillmentId === null) return { fulfillmentId, absent: [], refused: [] };
  const reading = fulfillments.read(fulfillmentId, mapping);
  if (reading.kind === 'unreadable')
    throw new Error(say('setup.newestUnread', { id: fulfillmentId, why: reading.detail }));
  if (reading.kind === 'absent') return { fulfillmentId, absent: [], refused: [] };
  return { fulfillmentId, absent: reading.fulfillment.fieldReading.absent, refused: reading.refused };
}

function readSubsidiaries({ inventory, ledger, outbox }: ConsolePorts): SubsidiaryReading {
  const newest = inventory.newestFulfillments();
  const rows = ledger.findOfFulfillments(newest.map(({ fulfillmentId }) => fulfillmentId));
  const seen = new Set(rows.map(({ fulfillmentId }) => fulfillmentId));
  return {
    read: newest.filter(({ fulfillmentId }) => seen.has(fulfillmentId)).map(({ subsidiary }) => subsidiary),
    unread: newest.filter(({ fulfillmentId }) => !seen.has(fulfillmentId)),
    refused: outbox.countSystemOnly(),
  };
}

type Status = 'done' | 'todo' | 'optional' | 'unknown';

const TONES: Readonly<Record<Status, Tone>> = { done: 'good', todo: 'bad', optional: 'plain', unknown: 'wait' };

interface Item {
  readonly name: string;
  readonly status: Status;
  readonly detail: Inline;
  /** Link to the page where the problem is solved. */
  readonly mend: Inline;
}

export function buildSetup(data: SetupData, show: Show): Page {
  const items: readonly Item[] = [
    ...featureItems(data.features),
    connectionItem(data.reading),
    secretItem(data.reading),
    noticeItem(data.reading),
    ...carrierItems(data, show),
    ...fieldItems(data),
    ...readingItems(data),
    requestItem(data.notes),
    runItem(data.notes),
    scheduleItem(data, show),
    deploymentItem(data),
    scriptRoleItem(data.scriptRole),
    ownItem('setup.ownTracking', OWN_CONNECTION.Tracking, data.features),
    ownItem('setup.ownReturns', OWN_CONNECTION.Returns, data.features),
    connectorItem(data.connectorRole),
    item(
      'setup.integration',
      'unknown',
      say('setup.integrationDetail'),
      task('ADMI_INTEGR_APP', 'setup.toIntegrations'),
    ),
    ...(data.subsidiaries === null ? [] : subsidiaryItems(data.subsidiaries)),
    releaseItem(data),
    item('setup.version', 'done', VERSION),
  ];
  return {
    name: 'setup',
    title: say('page.setup'),
    blocks: [
      ...connectionState(data.reading, data.accountId),
      { kind: 'text', text: say('setup.intro') },
      {
        kind: 'table',
        caption: say('setup.list', { account: data.accountId }),
        head: [say('setup.item'), say('setup.status'), say('setup.detail'), say('setup.mend')],
        rows: items.map(({ name, status, detail, mend }) => [
          name,
          { kind: 'badge', text: say(`setup.${status}`), tone: TONES[status] },
          detail,
          mend,
        ]),
        empty: '',
      },
      ...(data.dayCounts === null ? [] : dailyBlocks(data.dayCounts, data.reading, show)),
    ],
    form: formOf(data),
  };
}

function item(name: TextKey, status: Status, detail: Inline, mend: Inline = ''): Item {
  return { name: say(name), status, detail, mend };
}

/** Link to a page of NetSuite. Oracle's list of task ids gives only names, so the page is taken from the name. */
function task(id: string, text: TextKey): Inline {
  return link(say(text), { kind: 'task', id });
}

const toRoles = (): Inline => task('LIST_ROLE', 'setup.toRoles');
const toScripts = (): Inline => task('LIST_SCRIPT', 'setup.toScripts');

function toConnection(reading: ConnectionReading): Inline {
  const [id] =
    reading.kind === 'connection'
      ? [reading.connection.id]
      : reading.kind === 'unusable'
        ? reading.records.map((each) => each.id)
        : [];
  return id === undefined ? '' : link(say('setup.toConnection'), toRecord(id));
}

function runItem({ lastRun }: ConnectionNotes): Item {
  const mend = task('LIST_MAPREDUCESCRIPTSTATUS', 'setup.toRuns');
  return lastRun === null
    ? item('setup.run', 'unknown', say('setup.runNone'), mend)
    : item('setup.run', 'done', lastRun, mend);
}

/** The hourly check runs every hour; it is late this long after its last round. */
const CHECK_LATE_SECONDS = 3 * 3600;

/** The schedule item. The scheduled script's own traces prove that it runs, whatever a search shows. */
function scheduleItem({ reading, now }: SetupData, show: Show): Item {
  const cursor = reading.kind === 'connection' ? parseCursor(reading.connection.checkCursor) : null;
  if (cursor === null) return item('setup.schedule', 'unknown', say('setup.scheduleNone'), toScripts());
  const time = show.time(cursor.until);
  return now - cursor.until > CHECK_LATE_SECONDS
    ? item('setup.schedule', 'todo', say('setup.scheduleLate', { time }), toScripts())
    : item('setup.schedule', 'done', say('setup.scheduleRuns', { time }), toScripts());
}

/**
 * The deployments item. An empty result proves nothing, because a script outside a bundle may see no deployments at all
 * (section_3753014009).
 */
function deploymentItem({ deployments, deploymentCount }: SetupData): Item {
  if (deployments.kind === 'hidden' || deployments.value.length === 0) {
    const why = deployments.kind === 'hidden' ? deployments.detail : say('setup.nothingFound');
    return item('setup.deployments', 'unknown', say('setup.deploymentsHidden', { why }), toScripts());
  }
  const wrong = deployments.value.filter((one) => !one.isDeployed || isOther(one));
  if (wrong.length > 0) {
    const list = wrong.map(({ id, expected, isDeployed, status }) =>
      say('setup.deploymentWrong', { id, expected, status: isDeployed ? status : say('setup.notDeployed') }),
    );
    return item('setup.deployments', 'todo', list.join(' '), toScripts());
  }
  const found = deployments.value.length;
  const text = say('setup.deploymentsFound', { found, count: deploymentCount });
  return item('setup.deployments', found < deploymentCount ? 'unknown' : 'done', text, toScripts());
}

const STATUSES: readonly string[] = ['RELEASED', 'TESTING', 'SCHEDULED', 'NOTSCHEDULED'];

/** True for a known status other than the expected one. An unknown word may be a translation and proves nothing. */
function isOther({ status, expected }: DeploymentReading): boolean {
  return STATUSES.includes(status) && status !== expected;
}

function scriptRoleItem(role: SetupData['scriptRole']): Item {
  if (role.kind === 'hidden')
    return item('setup.role', 'unknown', say('setup.hidden', { why: role.detail }), toRoles());
  return role.value === null
    ? item('setup.role', 'unknown', say('setup.roleNone'), toRoles())
    : item('setup.role', 'done', say('setup.roleFound', { id: role.value }), toRoles());
}

function connectorItem(role: SetupData['connectorRole']): Item {
  const users = task('LIST_USER', 'setup.toUsers');
  if (role.kind === 'hidden')
    return item('setup.connector', 'unknown', say('setup.hidden', { why: role.detail }), users);
  if (role.value === null) return item('setup.connector', 'optional', say('setup.connectorNone'), toRoles());
  return role.value.users === 0
    ? item('setup.connector', 'optional', say('setup.connectorUnassigned'), users)
    : item('setup.connector', 'done', say('setup.connectorAssigned', { count: role.value.users }), users);
}

/** The features that AfterShip's own connection needs for one use. Whether it is used, the account does not show. */
function ownItem(
  name: 'setup.ownTracking' | 'setup.ownReturns',
  needed: readonly (readonly [ConsoleFeature, TextKey])[],
  features: SetupData['features'],
): Item {
  const off = needed.filter(([feature]) => features.get(feature) !== true);
  const level = name === 'setup.ownReturns' ? ` ${say('setup.ownLevel')}` : '';
  const list = (off.length > 0 ? off : needed).map(([, text]) => say(text)).join(', ');
  return off.length > 0
    ? item(name, 'optional', `${say('setup.ownOff', { list })}${level}`, task('ADMI_FEATURES', 'setup.toFeatures'))
    : item(name, 'done', `${say('setup.ownOn', { list })}${level}`);
}

function subsidiaryItems(found: NonNullable<SetupData['subsidiaries']>): readonly Item[] {
  if (found.kind === 'hidden')
    return [item('setup.subsidiaries', 'unknown', say('setup.hidden', { why: found.detail }), toRoles())];
  const { read, unread, refused } = found.value;
  const items: Item[] = [];
  if (refused > 0)
    items.push(item('setup.subsidiaries', 'todo', say('setup.subsidiariesRefused', { count: refused }), toRoles()));
  if (read.length > 0)
    items.push(item('setup.subsidiaries', 'done', say('setup.subsidiariesRead', { list: read.join(', ') })));
  for (const { subsidiary, fulfillmentId } of unread) {
    const to: Target = toPage('fulfillment', { fulfillment: fulfillmentId });
    const text = say('setup.subsidiaryUnread', { subsidiary, id: fulfillmentId });
    items.push(
      item('setup.subsidiaries', 'unknown', text, link(say('setup.toFulfillment', { id: fulfillmentId }), to)),
    );
  }
  return items;
}

function releaseItem({ release, notes }: SetupData): Item {
  const { releaseChecked } = notes;
  if (releaseChecked === release) return item('setup.release', 'done', say('setup.releaseSame', { release }));
  return releaseChecked === null
    ? item('setup.release', 'unknown', say('setup.releaseNone', { release }))
    : item('setup.release', 'todo', say('setup.releaseChanged', { release, before: releaseChecked }));
}

function featureItems(features: SetupData['features']): readonly Item[] {
  return SHOWN_FEATURES.map(([feature, why]) => {
    const name = say('setup.features', { feature });
    const mend = task('ADMI_FEATURES', 'setup.toFeatures');
    if (features.get(feature) === true) return { name, status: 'done', detail: say('setup.featureOn'), mend: '' };
    return why === null
      ? { name, status: 'todo', detail: say('setup.featureNeeded'), mend }
      : { name, status: 'optional', detail: say(why), mend };
  });
}

function connectionItem(reading: ConnectionReading): Item {
  switch (reading.kind) {
    case 'none':
      return reading.otherAccounts.length === 0
        ? item('setup.connection', 'todo', say('setup.connectionNone'))
        : item(
            'setup.connection',
            'todo',
            say('setup.connectionFenced', { accounts: reading.otherAccounts.join(', ') }),
          );
    case 'unusable':
      return item('setup.connection', 'todo', reading.problem, toConnection(reading));
    case 'connection': {
      const { id, mode } = reading.connection;
      return item('setup.connection', 'done', say('setup.connectionThere', { id, mode }), toConnection(reading));
    }
  }
}

function secretItem(reading: ConnectionReading): Item {
  const mend = task('ADMI_SECRETS', 'setup.toSecrets');
  if (reading.kind !== 'connection') return item('setup.secret', 'todo', say('setup.secretNone'), mend);
  const { secretId: secret, stoppedByError, stopReason } = reading.connection;
  return stoppedByError
    ? item('setup.secret', 'todo', say('setup.secretRefused', { secret, reason: stopReason ?? '' }), mend)
    : item('setup.secret', 'unknown', say('setup.secretNamed', { secret }), mend);
}

/** Silent when the newest fulfillment can be read with every field. */
function readingItems({ newest }: SetupData): readonly Item[] {
  if (newest.kind === 'hidden') return [item('setup.newest', 'unknown', newest.detail)];
  const { refused } = newest.value;
  return refused.length === 0 ? [] : [item('setup.newest', 'todo', say('setup.refused', { list: refused.join(', ') }))];
}

function fieldItems({ reading, newest: sources }: SetupData): readonly Item[] {
  if (reading.kind !== 'connection') return [];
  const of = (status: Status, text: string): Item => item('setup.fields', status, text, toConnection(reading));
  if (reading.connection.fieldMapping === '') return [of('optional', say('setup.fieldsNone'))];
  const items = fieldNotes(reading.connection).map(({ text }) => of('todo', text));
  if (sources.kind === 'hidden') items.push(of('unknown', sources.detail));
  if (sources.kind === 'found') {
    const { fulfillmentId, absent } = sources.value;
    if (fulfillmentId === null) items.push(of('unknown', say('setup.fieldsUnproved')));
    else items.push(...absent.map((source) => of('todo', say('setup.fieldAbsent', { source, id: fulfillmentId }))));
  }
  return items.length > 0 ? items : [of('done', say('setup.fieldsFine'))];
}

function noticeItem(reading: ConnectionReading): Item {
  if (reading.kind !== 'connection') return item('setup.told', 'todo', say('setup.secretNone'));
  const { author, emails } = reading.connection.notice;
  return author !== null && emails.length > 0
    ? item('setup.told', 'done', emails.join(', '), toConnection(reading))
    : item('setup.told', 'todo', say('setup.toldNone'), toConnection(reading));
}

function carrierItems({ reading, lacking }: SetupData, show: Show): readonly Item[] {
  if (reading.kind !== 'connection') return [];
  const { connection } = reading;
  const mend = toConnection(reading);
  const notes = mappingNotes(connection, lacking);
  if (notes.length > 0) {
    return notes.map(({ text, isWrong }) => item('setup.carriers', isWrong ? 'todo' : 'unknown', text, mend));
  }
  if (parseCarrierMapping(connection.carrierMapping).lines.length === 0)
    return [item('setup.carriers', 'optional', say('setup.carriersNone'), mend)];
  const { askedOn } = parseAccountCouriers(connection.couriers);
  return askedOn === null
    ? [item('setup.carriers', 'unknown', say('setup.carriersNotAsked'))]
    : [item('setup.carriers', 'done', say('setup.carriersFine', { day: show.day(askedOn) }))];
}

/** The item of the last request. Its result follows the time in the note. */
function requestItem({ lastRequest }: ConnectionNotes): Item {
  if (lastRequest === null) return item('setup.request', 'unknown', say('setup.requestNone'));
  return /\brefused\b/.test(lastRequest)
    ? item('setup.request', 'todo', say('setup.requestRefused', { text: lastRequest }), toRoles())
    : item('setup.request', 'done', say('setup.requestAccepted', { text: lastRequest }));
}

function formOf({ reading, release, notes }: SetupData): PageForm | null {
  if (reading.kind === 'connection') {
    return {
      actions: [
        { value: 'check_key', text: say('setup.checkKey') },
        { value: 'test_tracking', text: say('setup.testTracking') },
        ...(notes.releaseChecked === release
          ? []
          : [{ value: 'note_release', text: say('setup.noteRelease', { release }) }]),
      ],
      fields: [],
      ticks: null,
      hidden: {},
      submit: say('common.submit'),
    };
  }
  if (reading.kind === 'unusable') return null;
  return {
    actions: [{ value: 'create_connection', text: say('setup.create') }],
    fields: [{ kind: 'text', name: 'secret', label: say('setup.secretField'), help: say('setup.secretHelp') }],
    ticks: null,
    hidden: {},
    submit: say('setup.create'),
  };
}
