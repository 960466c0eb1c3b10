/**
 * Types only, checked by the type checker and never run: what we send fits the models of AfterShip's SDK.
 * Its enumerations are compared by their values, because we write the words and not the SDK's members.
 */

import type { CreateTrackingRequest } from '@aftership/tracking-sdk/dist/model/CreateTrackingRequest';
import type { UpdateTrackingByIdRequest } from '@aftership/tracking-sdk/dist/model/UpdateTrackingByIdRequest';

import type { CreateTrackingBody, UpdateTrackingBody } from '../../../src/TypeScript/aftership/core/aftership/tracking';

/** The members of a string enumeration as the strings they stand for. */
type Words<T> = T extends string ? `${T}` : T;
type Loosened<Model> = { [Field in keyof Model]: Words<Model[Field]> };

type True<Claim extends true> = Claim;
type Fits<Body, Model> = Body extends Loosened<Model> ? true : false;
/** An optional field of another name would fit, so the names are compared on their own. */
type HasOnlyFieldsOf<Body, Model> = Exclude<keyof Body, keyof Model> extends never ? true : false;
type Member<T> = T extends readonly (infer Item)[] ? Item : never;

export type CreateFits = True<Fits<CreateTrackingBody, CreateTrackingRequest>>;
export type CreateHasKnownFields = True<HasOnlyFieldsOf<CreateTrackingBody, CreateTrackingRequest>>;
export type UpdateFits = True<Fits<UpdateTrackingBody, UpdateTrackingByIdRequest>>;
export type UpdateHasKnownFields = True<HasOnlyFieldsOf<UpdateTrackingBody, UpdateTrackingByIdRequest>>;

type OurCustomer = Member<NonNullable<CreateTrackingBody['customers']>>;
export type CreateCustomerHasKnownFields = True<
  HasOnlyFieldsOf<OurCustomer, Member<NonNullable<CreateTrackingRequest['customers']>>>
>;
export type UpdateCustomerHasKnownFields = True<
  HasOnlyFieldsOf<OurCustomer, Member<NonNullable<UpdateTrackingByIdRequest['customers']>>>
>;
export type PromisedDeliveryHasKnownFields = True<
  HasOnlyFieldsOf<
    NonNullable<CreateTrackingBody['order_promised_delivery_date']>,
    NonNullable<CreateTrackingRequest['order_promised_delivery_date']>
  >
>;
