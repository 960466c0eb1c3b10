/** What both emulators speak: requests on the wire, and text inside HTML. */

export { escapeHtml } from './html';
export { type Transport, WireError, type WireRequest, type WireResponse } from './wire';
