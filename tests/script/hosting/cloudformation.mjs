// A CloudFormation template as its service would read it: for given parameters, with conditions decided and functions
// carried out as far as they are known before a deployment.

/** What the service fills in by itself. */
const pseudo = { 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012', 'AWS::Region': 'us-east-1', 'AWS::StackName': 'loopgenie' };
const absent = Symbol('AWS::NoValue');

/** The name of a function and what it is given, or nothing. */
function intrinsic(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  return entry && others.length === 0 && /^(Ref|Condition|Fn::\w+)$/.test(entry[0]) ? entry : undefined;
}

/** Whether it stands for something that is known only once it is deployed. */
export const isLeftOpen = (value) => intrinsic(value) !== undefined;

/**
 * { resources, outputs } of `template` with `parameters` over their defaults. `attributesOf(resource, id)` are the names
 * that Fn::GetAtt may ask for, and `madeBeside(resource, id)` the resources that come with one. `report` is told of
 * what is wrong.
 */
export function instantiate(template, parameters, { attributesOf, madeBeside, report }) {
  const values = Object.fromEntries(
    Object.entries(template.Parameters).map(([name, { Type, Default, AllowedValues }]) => {
      const value = parameters[name] ?? Default;
      if (value === undefined) report(`parameter ${name}: has no default, and none was given`);
      if (AllowedValues && !AllowedValues.includes(value)) report(`parameter ${name}: ${value} is not allowed`);
      return [name, Type === 'CommaDelimitedList' ? value.split(',') : value];
    }),
  );
  const holds = (name) => {
    if (template.Conditions[name] === undefined) report(`no condition ${name}`);
    return resolve(template.Conditions[name] ?? false, `condition ${name}`);
  };
  const all = {}; // the resources that are there

  /** The resource's name, or an attribute of it, as a text that is like what it will be. */
  function lookUp(id, attribute, where) {
    if (attribute === undefined && id in pseudo) return pseudo[id];
    if (attribute === undefined && id in values) return values[id];
    if (!all[id]) report(`${where}: refers to ${id}, which is not there`);
    else if (attribute !== undefined && !attributesOf(all[id], id).includes(attribute)) report(`${where}: ${id} has no ${attribute}`);
    if (attribute === 'Arn' && all[id]?.Type === 'AWS::S3::Bucket') return `arn:aws:s3:::${id.toLowerCase()}`;
    return attribute === undefined ? id.toLowerCase() : `${id}.${attribute}`;
  }

  const functions = {
    Condition: (name) => holds(name),
    'Fn::Equals': ([left, right]) => left === right,
    'Fn::Not': ([value]) => !value,
    'Fn::Join': ([separator, list]) => list.join(separator),
    'Fn::Split': ([separator, text]) => (isLeftOpen(text) ? { 'Fn::Split': [separator, text] } : text.split(separator)),
    'Fn::Select': ([index, list]) => (isLeftOpen(list) ? { 'Fn::Select': [index, list] } : list[index]),
  };

  function resolve(value, where) {
    if (Array.isArray(value)) return value.map((entry, i) => resolve(entry, `${where}[${i}]`)).filter((entry) => entry !== absent);
    if (value === null || typeof value !== 'object') return value;
    const [name, given] = intrinsic(value) ?? [];
    switch (name) {
      case undefined:
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, `${where}.${key}`)]).filter(([, inner]) => inner !== absent));
      case 'Ref': {
        if (given === 'AWS::NoValue') return absent;
        const text = lookUp(given, undefined, where);
        return all[given] ? value : text;
      }
      case 'Fn::GetAtt': {
        const [id, ...attribute] = [given].flat().join('.').split('.');
        lookUp(id, attribute.join('.'), where);
        return { 'Fn::GetAtt': [id, attribute.join('.')] };
      }
      case 'Fn::Sub':
        return given.replaceAll(/\$\{([\w:]+)(?:\.([\w.]+))?\}/g, (_, id, attribute) => lookUp(id, attribute, where));
      case 'Fn::If':
        return resolve(given[holds(given[0]) ? 1 : 2], where);
      default:
        if (functions[name]) return functions[name](resolve(given, where));
        report(`${where}: ${name} is not known here`);
        return value;
    }
  }
  const resources = Object.fromEntries(
    Object.entries(template.Resources).filter(([, { Condition }]) => Condition === undefined || holds(Condition)));
  for (const [id, resource] of Object.entries(resources)) Object.assign(all, { [id]: resource }, madeBeside(resource, id));
  return { resources: resolve(resources, 'Resources'), outputs: resolve(template.Outputs, 'Outputs') };
}
