/** Converts the project's record types and lists for the store. */

import type { CustomFieldModel, CustomListModel, CustomRecordTypeModel } from '../project/model';
import { field, standardReferences, type FieldInfo, type FieldKind, type RecordTypeInfo } from './types';

const kinds: Readonly<Record<string, FieldKind>> = {
  TEXT: 'text',
  TEXTAREA: 'text',
  CLOBTEXT: 'text',
  RICHTEXT: 'text',
  EMAIL: 'text',
  PHONE: 'text',
  URL: 'text',
  INLINEHTML: 'text',
  PASSWORD: 'text',
  INTEGER: 'integer',
  FLOAT: 'float',
  CURRENCY: 'float',
  PERCENT: 'float',
  CHECKBOX: 'checkbox',
  SELECT: 'select',
  MULTISELECT: 'multiselect',
  DATE: 'date',
  DATETIMETZ: 'datetime',
};

/** Default maximum length of free-form text and text areas. */
const longest: Readonly<Record<string, number>> = { TEXT: 300, TEXTAREA: 4000, CLOBTEXT: 1_000_000 };

export function customField(model: CustomFieldModel): FieldInfo {
  const target =
    model.selectRecordType === null ? null : (standardReferences[model.selectRecordType] ?? model.selectRecordType);
  return field(model.scriptId, kinds[model.fieldType] ?? 'text', {
    label: model.label,
    target,
    maxLength: model.maxLength ?? longest[model.fieldType] ?? null,
    minValue: model.minValue,
    maxValue: model.maxValue,
    isMandatory: model.isMandatory,
    onParentDelete: model.onParentDelete,
    isInlineEditable: true,
    isLongText: model.fieldType === 'CLOBTEXT' || model.fieldType === 'RICHTEXT',
    defaults: {
      value: model.defaultValue,
      isChecked: model.defaultChecked,
      selection: model.defaultSelection,
      dynamic: model.dynamicDefault,
    },
  });
}

export function customRecordType(model: CustomRecordTypeModel): RecordTypeInfo {
  const standard = [
    field('name', 'text', { label: 'Name', maxLength: 300, isMandatory: model.includeName, isInlineEditable: true }),
    field('externalid', 'text'),
    field('isinactive', 'checkbox', { isInlineEditable: true }),
    field('owner', 'select', { target: 'employee', mayBeEmpty: false }),
    field('created', 'datetime'),
    field('lastmodified', 'datetime'),
  ];
  return {
    id: model.scriptId,
    recordClass: 'customRecord',
    space: model.scriptId,
    permission: null,
    access: { accessType: model.accessType, permissions: model.permissions },
    fields: new Map([...standard, ...model.fields.map(customField)].map((entry) => [entry.id, entry])),
    sublists: new Set(),
    subrecords: new Set(),
    hasOptimisticLocking: model.optimisticLocking,
    customFieldPrefix: null,
    transactionName: null,
    searchCode: null,
    isList: false,
  };
}

export function customList(model: CustomListModel): RecordTypeInfo {
  return {
    id: model.scriptId,
    recordClass: 'customRecord',
    space: model.scriptId,
    permission: null,
    access: { accessType: 'NONENEEDED', permissions: [] },
    fields: new Map(
      [field('name', 'text'), field('scriptid', 'text'), field('isinactive', 'checkbox')].map((entry) => [
        entry.id,
        entry,
      ]),
    ),
    sublists: new Set(),
    subrecords: new Set(),
    hasOptimisticLocking: false,
    customFieldPrefix: null,
    transactionName: null,
    searchCode: null,
    isList: true,
  };
}
