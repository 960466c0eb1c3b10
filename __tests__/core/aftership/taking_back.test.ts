import { filledFields, takeBack } from '../../../src/TypeScript/aftership/core/aftership/taking_back';

const body = { id: 'ns-1', tracking_number: '1Z', slug: 'ups', title: 'SO1', customers: [], shipment_tags: ['a'] };
const NO_DATES = {
  promised_delivery_date: null,
  promised_delivery_date_min: null,
  promised_delivery_date_max: null,
};

describe('what is emptied in NetSuite', () => {
  it('is counted by the names of the fields that an update can change', () => {
    expect(filledFields(body)).toEqual(['title']);
  });

  it('is taken back where AfterShip documents how, and else named', () => {
    const sent = ['title', 'note', 'order_promised_delivery_date', 'destination_state'];

    expect(takeBack(sent, body)).toEqual({
      fields: { note: '', order_promised_delivery_date: NO_DATES },
      kept: ['destination_state'],
    });
  });

  it('is left alone where AfterShip never had it', () => {
    expect(takeBack(['title'], body)).toEqual({ fields: {}, kept: [] });
  });

  it('is taken back on suspicion when nobody knows what AfterShip has', () => {
    expect(takeBack(null, body)).toEqual({ fields: { note: '', order_promised_delivery_date: NO_DATES }, kept: [] });
    expect(takeBack(null, { ...body, note: 'x' }).fields).toEqual({ order_promised_delivery_date: NO_DATES });
  });
});
