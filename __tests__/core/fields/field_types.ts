/** Types only, checked by the type checker and never run: what a mapping sets, AfterShip's SDK takes with a create and an update. */

import type { CreateTrackingRequest } from '@aftership/tracking-sdk/dist/model/CreateTrackingRequest';
import type { UpdateTrackingByIdRequest } from '@aftership/tracking-sdk/dist/model/UpdateTrackingByIdRequest';

import type { MappedFields } from '../../../src/TypeScript/aftership/core/fields/evaluate';

type Words<T> = T extends string ? `${T}` : T;
type Loosened<Model> = { [Field in keyof Model]: Words<Model[Field]> };
type True<Claim extends true> = Claim;
type Fits<Model> = MappedFields extends Partial<Loosened<Model>> ? true : false;
type HasOnlyFieldsOf<Model> = Exclude<keyof MappedFields, keyof Model> extends never ? true : false;

export type CreateFits = True<Fits<CreateTrackingRequest>>;
export type UpdateFits = True<Fits<UpdateTrackingByIdRequest>>;
export type CreateHasThem = True<HasOnlyFieldsOf<CreateTrackingRequest>>;
export type UpdateHasThem = True<HasOnlyFieldsOf<UpdateTrackingByIdRequest>>;
