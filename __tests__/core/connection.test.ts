import { sendPermission } from '../../src/TypeScript/aftership/core/connection';

describe('whether the next call may be made', () => {
  const on = {
    mode: 'on',
    stoppedByPerson: false,
    stoppedByError: false,
    stopReason: null,
    pausedUntil: null,
  } as const;

  it('is decided by the mode first, then by who stopped it', () => {
    expect(sendPermission(on)).toEqual({ kind: 'send', notBefore: null });
    expect(sendPermission({ ...on, mode: 'preview', stoppedByPerson: true })).toEqual({ kind: 'preview' });
    expect(sendPermission({ ...on, mode: 'off', stoppedByError: true })).toEqual({ kind: 'off' });
  });

  it('names a person’s stop before an error’s, and never gives the error’s reason for it', () => {
    const stopped = sendPermission({
      ...on,
      stoppedByPerson: true,
      stoppedByError: true,
      stopReason: 'The key is bad.',
    });

    expect(stopped).toMatchObject({ kind: 'stopped', by: 'person' });
    expect(stopped).not.toMatchObject({ reason: 'The key is bad.' });
  });

  it('tells the reason of an error’s stop, and that it was an error when none was written', () => {
    expect(sendPermission({ ...on, stoppedByError: true, stopReason: 'The key is bad.' })).toEqual({
      kind: 'stopped',
      by: 'error',
      reason: 'The key is bad.',
    });
    expect(sendPermission({ ...on, stoppedByError: true })).toMatchObject({
      by: 'error',
      reason: expect.stringContaining('error'),
    });
  });
});
