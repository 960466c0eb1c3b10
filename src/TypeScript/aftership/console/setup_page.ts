/** What is needed for sending, and whether this account has it. What a script cannot see is said to be so. */

import type { ConnectionNotes, ConsoleFeature } from '../app/console_ports';
import type { ConnectionReading } from '../core/connection';
import { VERSION } from '../core/version';
import { connectionBlock } from './connection_state';
import type { ConsolePorts } from './console_context';
import { readNotes } from './overview_page';
import { link, type Inline, type Page, type PageForm, type Tone } from './page';
import { say, type TextKey } from './texts';

export interface SetupData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  readonly features: ReadonlyMap<ConsoleFeature, boolean>;
  readonly notes: ConnectionNotes;
  readonly release: string;
}

/** Each with what is the matter while it is off; null = nothing works without it. */
const SHOWN_FEATURES: readonly (readonly [ConsoleFeature, TextKey | null])[] = [
  ['SERVERSIDESCRIPTING', null],
  ['CUSTOMRECORDS', null],
  ['PICKPACKSHIP', 'setup.why.PICKPACKSHIP'],
  ['ADVSHIPPING', 'setup.why.ADVSHIPPING'],
  ['LOCATIONS', 'setup.why.LOCATIONS'],
];

export function readSetup(ports: ConsolePorts): SetupData {
  const reading = ports.connections.find();
  return {
    accountId: ports.account.id(),
    reading,
    features: new Map(SHOWN_FEATURES.map(([name]) => [name, ports.account.isFeatureOn(name)])),
    notes: readNotes(reading, ports),
    release: ports.account.release(),
  };
}

type Status = 'done' | 'todo' | 'optional' | 'unknown';

const TONES: Readonly<Record<Status, Tone>> = { done: 'good', todo: 'bad', optional: 'plain', unknown: 'wait' };

interface Item {
  readonly name: string;
  readonly status: Status;
  readonly detail: Inline;
}

export function buildSetup(data: SetupData): Page {
  const items: readonly Item[] = [
    ...featureItems(data.features),
    connectionItem(data.reading),
    secretItem(data.reading),
    noticeItem(data.reading),
    requestItem(data.notes),
    item('setup.run', data.notes.lastRun === null ? 'unknown' : 'done', data.notes.lastRun ?? say('setup.runNone')),
    item('setup.role', 'unknown', say('setup.roleDetail')),
    item('setup.deployments', 'unknown', say('setup.deploymentsDetail')),
    item('setup.integration', 'unknown', say('setup.integrationDetail')),
    item('setup.release', 'done', data.release),
    item('setup.version', 'done', VERSION),
  ];
  return {
    name: 'setup',
    title: say('page.setup'),
    blocks: [
      connectionBlock(data.reading, data.accountId),
      { kind: 'text', text: say('setup.intro') },
      {
        kind: 'table',
        caption: say('setup.list', { account: data.accountId }),
        head: [say('setup.item'), say('setup.status'), say('setup.detail')],
        rows: items.map(({ name, status, detail }) => [
          name,
          { kind: 'badge', text: say(`setup.${status}`), tone: TONES[status] },
          detail,
        ]),
        empty: '',
      },
    ],
    form: formOf(data.reading),
  };
}

function item(name: TextKey, status: Status, detail: Inline): Item {
  return { name: say(name), status, detail };
}

function featureItems(features: SetupData['features']): readonly Item[] {
  return SHOWN_FEATURES.map(([feature, why]) => {
    const name = say('setup.features', { feature });
    if (features.get(feature) === true) return { name, status: 'done', detail: say('setup.featureOn') };
    return why === null
      ? { name, status: 'todo', detail: say('setup.featureNeeded') }
      : { name, status: 'optional', detail: say(why) };
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
      return item('setup.connection', 'todo', reading.problem);
    case 'connection': {
      const { id, mode } = reading.connection;
      const text = say('setup.connectionThere', { id, mode });
      return item('setup.connection', 'done', link(text, { kind: 'record', type: 'connection', id }));
    }
  }
}

function secretItem(reading: ConnectionReading): Item {
  return reading.kind === 'connection'
    ? item('setup.secret', 'unknown', say('setup.secretNamed', { secret: reading.connection.secretId }))
    : item('setup.secret', 'todo', say('setup.secretNone'));
}

function noticeItem(reading: ConnectionReading): Item {
  if (reading.kind !== 'connection') return item('setup.told', 'todo', say('setup.secretNone'));
  const { author, emails } = reading.connection.notice;
  return author !== null && emails.length > 0
    ? item('setup.told', 'done', emails.join(', '))
    : item('setup.told', 'todo', say('setup.toldNone'));
}

/** The request's own word stands in its text, after the time. */
function requestItem({ lastRequest }: ConnectionNotes): Item {
  if (lastRequest === null) return item('setup.request', 'unknown', say('setup.requestNone'));
  return /\brefused\b/.test(lastRequest)
    ? item('setup.request', 'todo', say('setup.requestRefused', { text: lastRequest }))
    : item('setup.request', 'done', say('setup.requestAccepted', { text: lastRequest }));
}

function formOf(reading: ConnectionReading): PageForm | null {
  if (reading.kind === 'connection') {
    return {
      actions: [
        { value: 'check_key', text: say('setup.checkKey') },
        { value: 'test_tracking', text: say('setup.testTracking') },
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
