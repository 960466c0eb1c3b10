/** Errors in the emulation, by kind: those that a script may catch, those that end it, and those of the emulator. */

/** An error as SuiteScript throws it. `name` is the code. */
export class ScriptFault extends Error {
  constructor(
    name: string,
    message: string,
    /**
     * True for exceeded limits. Whether a script can catch them is not documented, so every later N/ call throws them
     * again.
     */
    readonly endsScript = false,
  ) {
    super(message);
    this.name = name;
  }
}

/**
 * An error that NetSuite throws under a name that is not documented. The name says so, so that code cannot depend on
 * it.
 */
export function unnamedFault(what: string, message: string): ScriptFault {
  return new ScriptFault(`EMULATED_${what}`, message);
}

export function missingArgument(call: string, argument: string): ScriptFault {
  return new ScriptFault('SSS_MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: ${argument}`);
}

/** A part of NetSuite that this emulator lacks. A script can neither see nor catch it. */
export class NotEmulated extends Error {
  constructor(what: string) {
    super(`not emulated: ${what}`);
    this.name = 'NOT_EMULATED';
  }
}

/** Carries an error of a script's callback unchanged through our frames. */
export class Thrown extends Error {
  constructor(readonly value: unknown) {
    super('thrown by the script');
  }
}

/** Name and message of a value that a script threw. */
export function describeThrown(value: unknown): { readonly name: string; readonly message: string } {
  if (typeof value === 'object' && value !== null) {
    const name = 'name' in value ? String(value.name) : 'Error';
    const message = 'message' in value ? String(value.message) : String(value);
    return { name, message };
  }
  return { name: 'Error', message: String(value) };
}
