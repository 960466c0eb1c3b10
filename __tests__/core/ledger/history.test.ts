import {
  addToHistory,
  describeSent,
  HISTORY_CHARACTERS,
  readHistory,
  type HistoryEvent,
} from '../../../src/TypeScript/aftership/core/ledger/history';
import { NOW } from '../../fixtures';

function event(changes: Partial<HistoryEvent> = {}): HistoryEvent {
  const none = { reason: '', sent: null, answerCode: null, traceId: null };
  return { at: NOW, what: 'tracked', ...none, ...changes };
}

describe('the history of a row', () => {
  it('gives back what was added, the newest first', () => {
    const first = event({ sent: 'carrier ups, without contact', answerCode: 201, traceId: 'trace-1' });
    const second = event({ at: NOW + 60, what: 'needs attention', reason: '4012', answerCode: 4012 });

    const history = addToHistory(addToHistory('', first), second);

    expect(readHistory(history)).toEqual([second, first]);
  });

  it('loses the oldest, whole, when it no longer fits into what a search gives back', () => {
    let history = '';
    for (let at = 0; at < 100; at += 1)
      history = addToHistory(history, event({ at: NOW + at, traceId: 't'.repeat(36) }));

    const events = readHistory(history);
    expect(history.length).toBeLessThanOrEqual(HISTORY_CHARACTERS);
    expect(events.length).toBeGreaterThanOrEqual(12);
    expect(events[0]?.at).toBe(NOW + 99);
    expect(events.every(({ traceId }) => traceId === 't'.repeat(36))).toBe(true);
  });

  it.each(['a|b', 'two\nlines', ` ${'x'.repeat(500)} `, '|||||', '\r\n|'])(
    'keeps one event one event, whatever a value holds: %j',
    (value) => {
      const history = addToHistory('', event({ reason: value, traceId: value, sent: value }));

      expect(readHistory(history)).toHaveLength(1);
      expect(readHistory(history)[0]).toMatchObject({ at: NOW, what: 'tracked' });
    },
  );

  it.each(['', 'Somebody wrote this.', '12|', 'x|tracked', '1764000000', 'x1764000000|tracked', '1764000000x|tracked'])(
    'reads no event out of %j',
    (text) => {
      expect(readHistory(text)).toEqual([]);
    },
  );
});

describe('a line of the history', () => {
  it('has no code when what stands there is not a whole number', () => {
    for (const code of ['4x', 'x4', '4.5', '']) {
      expect(readHistory(`${NOW}|tracked|||${code}|`)).toMatchObject([{ answerCode: null }]);
    }
  });

  it('holds each value on one line, with single spaces and none around it', () => {
    const [read] = readHistory(addToHistory('', event({ reason: ' two | \n words ' })));

    expect(read?.reason).toBe('two words');
  });

  it('fills the room to its last character, and not beyond', () => {
    const line = addToHistory('', event());
    const fitting = 'x'.repeat(HISTORY_CHARACTERS - line.length - 2);

    expect(addToHistory(fitting, event())).toBe(`${line}\n${fitting}`);
    expect(addToHistory(`${fitting}x`, event())).toBe(line);
    expect(addToHistory(`${fitting}xx`, event())).toBe(line);
  });

  it('stands alone in a history that begins with it', () => {
    expect(addToHistory('', event()).split('\n')).toHaveLength(1);
  });
});

describe('what was sent', () => {
  it('is told by carrier, order, country and kinds of contact, and by nothing that names a person', () => {
    const text = describeSent({
      slug: 'ups',
      order_number: 'SO50',
      destination_country_region: 'DEU',
      destination_city: 'Berlin',
      customers: [{ role: 'buyer', name: 'Ada Example', email: 'ada@example.com' }, { phone_number: '+15005550006' }],
    });

    expect(text).toBe('carrier ups, order SO50, to DEU, with name + e-mail + phone');
  });

  it('names only the kinds of contact that it has', () => {
    expect(describeSent({ customers: [{ name: 'Ada' }] })).toBe('with name');
    expect(describeSent({ customers: [{ email: 'ada@example.com' }] })).toBe('with e-mail');
    expect(describeSent({ customers: [{ phone_number: '+15005550006' }] })).toBe('with phone');
  });

  it('says so when there is no contact, also when one was taken back', () => {
    expect(describeSent({ customers: [] })).toBe('without contact');
    expect(describeSent({})).toBe('without contact');
  });
});
