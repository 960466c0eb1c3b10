/** The two usual ways of telling AfterShip, written small, as projects of their own. */

import path from 'node:path';
import { findRoot, zipProject } from '../../../tools/shared/project';

/** A user event that posts in the save, and a scheduled script that polls every 15 minutes. */
export type Peer = 'post in the save' | 'poll';

const FOLDERS: Readonly<Record<Peer, string>> = { 'post in the save': 'post_in_save', poll: 'poll' };

export function zipPeer(peer: Peer): Uint8Array {
  return zipProject(path.join(findRoot(), 'lab/bench/peers', FOLDERS[peer]));
}
