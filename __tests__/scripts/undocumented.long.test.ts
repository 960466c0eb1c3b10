/** Where Oracle or AfterShip documents no answer, the scripts must be right under each: one life under every dial's values. */

import { AFTERSHIP_ANSWERS, expectToEndInStep, NETSUITE_ANSWERS } from './dial_life';

it.each(NETSUITE_ANSWERS)('NetSuite with $dial = $value ends in step', expectToEndInStep);
it.each(AFTERSHIP_ANSWERS)('AfterShip with $dial = $value ends in step', expectToEndInStep);
