/**
 * The first usual way: the save that ships a fulfillment posts its packages itself. A post that fails is tried again
 * only when somebody saves the fulfillment again.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 */
define(['N/https', 'N/log', 'N/record'], (https, log, record) => {
  const afterSubmit = (context) => {
    if (context.type === context.UserEventType.DELETE) return;
    try {
      const shipment = record.load({ type: 'itemfulfillment', id: context.newRecord.id });
      const isSent = shipment.getValue({ fieldId: 'custbody_bench_sent' });
      if (isSent || shipment.getValue({ fieldId: 'shipstatus' }) !== 'C') return;
      for (let line = 0; line < shipment.getLineCount({ sublistId: 'package' }); line += 1) {
        post(shipment.getSublistValue({ sublistId: 'package', fieldId: 'packagetrackingnumber', line }));
      }
      record.submitFields({ type: 'itemfulfillment', id: shipment.id, values: { custbody_bench_sent: true } });
    } catch (error) {
      log.error({ title: 'Not sent', details: error.message });
    }
  };

  const post = (number) => {
    const answer = https.post({
      url: 'https://api.aftership.com/tracking/2026-07/trackings',
      headers: {
        'as-api-key': https.createSecureString({ input: '{custsecret_bench_key}' }),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ tracking_number: number }),
    });
    const code = JSON.parse(answer.body).meta.code;
    // 4003: AfterShip has it already, perhaps from a request whose answer was lost.
    if (code !== 201 && code !== 4003) throw new Error(`AfterShip answered ${code}.`);
  };

  return { afterSubmit };
});
