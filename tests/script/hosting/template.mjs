// The CloudFormation template, in each form that its parameters give it, against AWS's specification of resources and
// against the rules of AWS Control Tower that its linter cfn-guard carries: node template.mjs MODULES TEMPLATE README, where
// MODULES has @aws-cdk/aws-service-spec, @aws-cdk/yaml-cfn and @cdklabs/cdk-validator-cfnguard, and README names the outputs.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../faults/support.mjs';
import { instantiate, isLeftOpen } from './cloudformation.mjs';

const [, , modules, templateFile, readme] = process.argv;
const require = createRequire(`${modules}/`);
const specification = require('@aws-cdk/aws-service-spec').loadAwsServiceSpecSync();
const template = require('@aws-cdk/yaml-cfn').deserialize(readFileSync(templateFile, 'utf8'));

const forms = {
  'data from the bucket': { DataFrom: 'bucket' },
  'data from the function': { DataFrom: 'function' },
  'a function in a network': { DataFrom: 'function', SubnetIds: 'subnet-1,subnet-2', SecurityGroupIds: 'sg-1' },
};

/** Rules of Control Tower that are not followed, and why. */
const notFollowed = {
  cloudfront_origin_failover_enabled_check: 'there is one bucket, and no second origin to fail over to',
  cloudfront_access_logs_enabled_check: 'no log of who asks for what is kept',
  s3_bucket_logging_enabled_check: 'no log of who asks for what is kept',
  cloudfront_custom_ssl_certificate_check: 'it has the name that CloudFront gives it, with its certificate',
  cloudfront_sni_enabled_check: 'as before',
  cloudfront_security_policy_check: 'as before',
  s3_bucket_default_encryption_kms_check: 'what is in the bucket is public; S3 encrypts it with keys of its own',
  s3_event_notifications_enabled_check: 'nobody waits for what is uploaded',
  s3_bucket_object_lock_enabled_check: 'versions are kept for 30 days, not locked',
};

const specificationOf = (type) => specification.lookup('resource', 'cloudFormationType', 'equals', type)[0];

/** What SAM makes of a function is not in the template, but is referred to. */
function madeBeside({ Type, Properties }, id) {
  if (Type !== 'AWS::Serverless::Function') return {};
  return { [`${id}Role`]: { Type: 'AWS::IAM::Role' }, ...(Properties.FunctionUrlConfig && { [`${id}Url`]: { Type: 'AWS::Lambda::Url' } }) };
}
const attributesOf = ({ Type }) => Object.keys(specificationOf(Type.replace('Serverless', 'Lambda')).attributes);

/** Whether a value is of a type of the specification; calls `report` with what is wrong. */
function checkType(value, type, where, report) {
  if (isLeftOpen(value)) return;
  const expect = (holds, what) => holds || report(`${where}: got ${JSON.stringify(value)}, expected ${what}`);
  switch (type.type) {
    case 'string':
    case 'date-time':
      expect(['string', 'number'].includes(typeof value), 'text');
      if (type.allowedValues) expect(type.allowedValues.includes(value), `one of ${type.allowedValues.join(', ')}`);
      return;
    case 'integer':
      return expect(Number.isInteger(Number(value)), 'a whole number');
    case 'number':
      return expect(Number.isFinite(Number(value)), 'a number');
    case 'boolean':
      return expect(typeof value === 'boolean', 'true or false');
    case 'json':
      return expect(typeof value === 'object', 'a document');
    case 'array':
      if (!Array.isArray(value)) return expect(false, 'a list');
      return value.forEach((entry, i) => checkType(entry, type.element, `${where}[${i}]`, report));
    case 'map':
      return Object.entries(value).forEach(([key, entry]) => checkType(entry, type.element, `${where}.${key}`, report));
    case 'ref': {
      const { name, properties } = specification.get('typeDefinition', type.reference.$ref);
      if (typeof value !== 'object') return expect(false, `a ${name}`);
      return checkProperties(value, properties, where, report);
    }
    case 'union': {
      const attempts = type.types.map((choice) => {
        const wrong = [];
        checkType(value, choice, where, (text) => wrong.push(text));
        return wrong;
      });
      if (!attempts.some((wrong) => wrong.length === 0)) attempts.at(0).forEach(report);
      return;
    }
    default:
      report(`${where}: a value of the type ${type.type} cannot be checked`);
  }
}

function checkProperties(values, properties, where, report) {
  for (const [name, value] of Object.entries(values)) {
    if (properties[name]) checkType(value, properties[name].type, `${where}.${name}`, report);
    else report(`${where}.${name}: not known`);
  }
  for (const [name, { required }] of Object.entries(properties)) if (required && values[name] === undefined) report(`${where}.${name}: required`);
}

/** Statements that allow, anywhere in `value`, name actions, principals and resources one by one, or all below one. */
function checkStatements(value, where, report) {
  if (value === null || typeof value !== 'object') return;
  if (value.Effect === 'Allow') {
    const wide = [value.Action, value.Principal, value.Resource].flatMap((part) => (part?.constructor === Object && !isLeftOpen(part) ? Object.values(part) : part)).flat();
    for (const text of wide) if (typeof text === 'string' && /(^|:)\*$/.test(text)) report(`${where}: allows ${text}`);
    if (!value.Principal || !value.Condition) report(`${where}: allows more than one principal under a condition`);
  }
  for (const [key, inner] of Object.entries(value)) checkStatements(inner, `${where}.${key}`, report);
}

/** The names of Control Tower's rules that the resources break. */
function brokenRules(resources) {
  const validator = join(modules, 'node_modules/@cdklabs/cdk-validator-cfnguard');
  const program = join(validator, 'bin/ubuntu', process.arch === 'arm64' ? 'aarch64' : 'x86_64', 'cfn-guard');
  chmodSync(program, 0o755);
  const folder = mkdtempSync(join(tmpdir(), 'loopgenie-template-'));
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify({ AWSTemplateFormatVersion: template.AWSTemplateFormatVersion, Resources: resources }));
  const rules = ['cloudfront', 'lambda', 's3', 'identityandaccessmanagement'].flatMap((service) => ['--rules', join(validator, 'rules/control-tower/cfn-guard', service)]);
  const { stdout, stderr, status } = spawnSync(program, ['validate', '--data', file, ...rules, '--structured', '--output-format', 'json', '--show-summary', 'none'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  if (status !== 0 && status !== 19) throw new Error(`cfn-guard: ${status} ${stderr}`);
  const [report] = JSON.parse(stdout);
  return { broken: report.not_compliant.map(({ Rule }) => Rule.name), kept: report.compliant };
}

const excused = new Set();
for (const [form, parameters] of Object.entries(forms)) {
  const found = [];
  const report = (text) => found.push(text);
  const { resources, outputs } = instantiate(template, parameters, { attributesOf, madeBeside, report });
  check(`template, ${form}: it refers to what is there`, found.length === 0, found.splice(0).join('; '));
  for (const [id, { Type, Properties }] of Object.entries(resources)) {
    if (specificationOf(Type)) checkProperties(Properties, specificationOf(Type).properties, id, report);
    else report(`${id}: no type ${Type}`);
  }
  check(`  … its ${Object.keys(resources).length} resources are as specified`, found.length === 0, found.splice(0).join('; '));
  checkStatements(resources, 'Resources', report);
  check('  … nothing is allowed to everybody, or everything to anybody', found.length === 0, found.splice(0).join('; '));
  const { broken, kept } = brokenRules(resources);
  broken.filter((rule) => rule in notFollowed).forEach((rule) => excused.add(rule));
  const unexcused = broken.filter((rule) => !(rule in notFollowed));
  check(`  … cfn-guard: ${kept.length} of Control Tower's rules kept, ${broken.length} not, for a reason`, kept.length > 0 && unexcused.length === 0, unexcused.join(' '));
}
const idle = Object.keys(notFollowed).filter((rule) => !excused.has(rule));
check('no reason is given for a rule that is kept', idle.length === 0, idle.join(' '));

const text = JSON.stringify([template.Resources, template.Conditions, template.Outputs]);
const unused = [...Object.keys(template.Parameters), ...Object.keys(template.Conditions)].filter(
  (name) => !new RegExp(`"(Ref|Condition)":"${name}"|"Fn::If":\\["${name}"|\\$\\{${name}\\}`).test(text));
check('every parameter and condition is used', unused.length === 0, unused.join(' '));
const unnamed = Object.keys(template.Outputs).filter((name) => !readFileSync(readme, 'utf8').includes(name));
check('every output is told of in the README', unnamed.length === 0, unnamed.join(' '));
