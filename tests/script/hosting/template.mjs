// The CloudFormation template against the specification of its resources: node template.mjs MODULES TEMPLATE, where MODULES
// has @aws-cdk/cfnspec and @aws-cdk/yaml-cfn. Every type and property is known and of its kind, none that is required is
// missing, and what is referred to exists, under the same condition.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check } from '../faults/support.mjs';

const require = createRequire(`${process.argv[2]}/`);
const { ResourceTypes, PropertyTypes } = require('@aws-cdk/cfnspec').specification();
const template = require('@aws-cdk/yaml-cfn').deserialize(readFileSync(process.argv[3], 'utf8'));

// SAM's and CloudFront's that are newer than the specification's last publication.
const newer = ['Function.FunctionUrlConfig', 'Function.Architectures', 'Origin.OriginAccessControlId'];
const found = [];
const intrinsic = (value) => value !== null && typeof value === 'object' && Object.keys(value).length === 1 && /^(Ref|Condition|Fn::.*)$/.test(Object.keys(value)[0]);

/** A value of the kind that `spec` (of a property) says. `type` is the resource's, `where` a path. */
function checkValue(value, spec, type, where) {
  if (value?.['Fn::If']) return value['Fn::If'].slice(1).forEach((branch) => checkValue(branch, spec, type, where));
  if (intrinsic(value)) return;
  const item = { PrimitiveType: spec.PrimitiveItemType, Type: spec.ItemType };
  if (spec.Type === 'List') {
    if (!Array.isArray(value)) return found.push(`${where}: expected a list`);
    return value.forEach((entry, i) => checkValue(entry, item, type, `${where}[${i}]`));
  }
  if (spec.Type === 'Map') return Object.entries(value).forEach(([key, entry]) => checkValue(entry, item, type, `${where}.${key}`));
  if (spec.Type) {
    const nested = PropertyTypes[`${type}.${spec.Type}`] ?? PropertyTypes[spec.Type];
    if (nested?.Properties) checkProperties(value, nested.Properties, type, where, spec.Type);
    return;
  }
  const isText = typeof value !== 'object';
  if (spec.PrimitiveType && spec.PrimitiveType !== 'Json' && !isText) found.push(`${where}: expected ${spec.PrimitiveType}`);
  if (spec.PrimitiveType === 'Boolean' && typeof value !== 'boolean') found.push(`${where}: expected true or false`);
}

function checkProperties(values, specs, type, where, name) {
  for (const [key, value] of Object.entries(values)) {
    if (specs[key]) checkValue(value, specs[key], type, `${where}.${key}`);
    else if (!newer.includes(`${name}.${key}`)) found.push(`${where}.${key}: not known`);
  }
  for (const [key, spec] of Object.entries(specs)) if (spec.Required && values[key] === undefined) found.push(`${where}.${key}: required`);
}

for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
  if (!ResourceTypes[Type]) found.push(`${id}: no type ${Type}`);
  else checkProperties(Properties, ResourceTypes[Type].Properties, Type, id, Type.split('::')[2]);
}
check(`the template's ${Object.keys(template.Resources).length} resources are as specified`, found.length === 0, found.join('; '));

// What SAM makes of a function with a URL.
const made = { FunctionUrl: template.Resources.Function.Condition, FunctionRole: template.Resources.Function.Condition };
const conditionOf = (id) => template.Resources[id]?.Condition ?? made[id];
const isThere = (id) => /^AWS::/.test(id) || template.Parameters[id] || template.Resources[id] || id in made;
const dangling = [];
/** `given`: the conditions that hold wherever the value counts. */
function checkReferences(value, given, where) {
  if (value === null || typeof value !== 'object') return;
  const refer = (id) => {
    if (!isThere(id)) dangling.push(`${where}: no ${id}`);
    else if (conditionOf(id) && !given.includes(conditionOf(id))) dangling.push(`${where}: ${id} is not always there`);
  };
  if (typeof value.Ref === 'string') refer(value.Ref);
  const attribute = value['Fn::GetAtt'];
  if (attribute) refer(Array.isArray(attribute) ? attribute[0] : attribute.split('.')[0]);
  if (typeof value['Fn::Sub'] === 'string') for (const [, id] of value['Fn::Sub'].matchAll(/\$\{([\w:]+)[.\w]*\}/g)) refer(id);
  const branches = value['Fn::If'];
  if (branches) {
    if (!template.Conditions[branches[0]]) dangling.push(`${where}: no condition ${branches[0]}`);
    checkReferences(branches[1], [...given, branches[0]], where);
    return checkReferences(branches[2], given, where);
  }
  for (const [key, inner] of Object.entries(value)) checkReferences(inner, given, `${where}.${key}`);
}
for (const [id, resource] of Object.entries(template.Resources)) checkReferences(resource.Properties, [resource.Condition], id);
for (const [id, output] of Object.entries(template.Outputs)) checkReferences(output, [], id);
check('  … and refer to what is there', dangling.length === 0, dangling.join('; '));
