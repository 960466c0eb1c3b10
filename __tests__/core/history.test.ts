import {
  addToHistory,
  describeSent,
  HISTORY_CHARACTERS,
  readHistory,
  type HistoryEvent,
} from '../../src/TypeScript/aftership/core/history';
import { NOW } from '../fixtures';

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

  it.each(['', 'Somebody wrote this.', '12|', 'x|tracked', '1764000000'])('reads no event out of %j', (text) => {
    expect(readHistory(text)).toEqual([]);
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

  it('says so when there is no contact, also when one was taken back', () => {
    expect(describeSent({ customers: [] })).toBe('without contact');
    expect(describeSent({})).toBe('without contact');
  });
});
