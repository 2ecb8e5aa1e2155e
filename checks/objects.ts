import {
  isDnsLabel,
  isDnsSubdomain,
  isLabelValue,
  isPathSegment,
  isQualifiedName,
  isServiceName,
} from '../lib/names';
import { quote } from '../lib/diagnostics';
import { kindOf } from '../lib/kinds';
import type { IndexRule, ObjectRule } from './rule';
import { isMap, mapAt } from './rule';
import { podTemplateOf } from './pods';

/** Two files for one object would take turns in the cluster. */
export const duplicateObject: IndexRule = {
  id: 'duplicate-object',
  reads: 'environment',
  reason: 'two files for one object overwrite each other at every sync',
  fix: 'rename or remove one of them',
  *check(rendered, index) {
    const all = index.same(rendered.object);
    const first = all[0];
    if (all.length < 2 || first === undefined || first === rendered) return;
    yield { at: '', problem: 'rendered twice', got: `one in ${first.app} and one in ${rendered.app}` };
  },
};

const validNames = {
  subdomain: isDnsSubdomain,
  label: isDnsLabel,
  segment: isPathSegment,
  service: isServiceName,
};

export const objectName: ObjectRule = {
  id: 'invalid-object-name',
  reads: 'object',
  reason: 'the API server refuses the object, or its controller cannot name its pods',
  fix: 'rename it',
  *check({ object }) {
    const { kind, metadata } = object;
    const { name: form, nameLimit: limit } = kindOf(object);
    if (validNames[form](metadata.name) && metadata.name.length <= limit) return;
    const expected =
      form === 'service'
        ? 'lowercase letters, digits and -, a letter first, at most 63'
        : `a DNS name of at most ${limit} characters`;
    yield {
      at: 'metadata.name',
      problem: `not a valid name for a ${kind}`,
      got: quote(metadata.name),
      expected,
    };
  },
};

export const labelSyntax: ObjectRule = {
  id: 'invalid-label',
  reads: 'object',
  reason: 'the API server refuses the object',
  fix: 'shorten or rename it',
  *check(rendered) {
    const template = podTemplateOf(rendered);
    const places = [
      { at: 'metadata', metadata: mapAt(rendered.object, 'metadata') },
      ...(template === undefined
        ? []
        : [{ at: `${template.at}.labels`, metadata: { labels: template.labels } }]),
    ];
    for (const { at, metadata } of places) {
      for (const group of ['labels', 'annotations']) {
        const value = metadata[group] ?? undefined;
        if (value !== undefined && !isMap(value))
          yield { at: `${at}.${group}`, problem: 'is not a map', got: quote(value), expected: 'key: value' };
      }
      for (const [key, value] of Object.entries(mapAt(metadata, 'labels'))) {
        if (!isQualifiedName(key))
          yield { at: `${at}.labels`, problem: 'no key for a label', got: quote(key) };
        if (typeof value !== 'string' || !isLabelValue(value)) {
          const expected = 'a string of at most 63 letters, digits, -, _ and .';
          yield { at: `${at}.labels.${key}`, problem: 'no value for a label', got: quote(value), expected };
        }
      }
      for (const [key, value] of Object.entries(mapAt(metadata, 'annotations'))) {
        if (!isQualifiedName(key))
          yield { at: `${at}.annotations`, problem: 'no key for an annotation', got: quote(key) };
        if (typeof value !== 'string') {
          yield {
            at: `${at}.annotations.${key}`,
            problem: 'no value for an annotation',
            got: quote(value),
            expected: 'a string',
          };
        }
      }
    }
  },
};

/** etcd takes 1.5 MiB; annotations of client-side apply hold a copy in 256 KiB. */
const largestObject = 256 * 1024;

export const objectSize: ObjectRule = {
  id: 'object-size',
  reads: 'object',
  reason: 'larger objects do not fit into the annotation of a client-side apply, and slow every watch down',
  fix: 'split it, or load the data from object storage',
  *check({ object }) {
    // Two bytes per character at most in what is measured first: most objects need no encoding.
    const text = JSON.stringify(object);
    if (text.length * 3 <= largestObject) return;
    const size = Buffer.byteLength(text);
    if (size > largestObject) {
      yield {
        at: '',
        problem: 'the object is too large',
        got: `${Math.ceil(size / 1024)} KiB`,
        expected: 'at most 256 KiB',
      };
    }
  },
};

export const secretValues: ObjectRule = {
  id: 'manifest-secret',
  reads: 'object',
  reason: 'what is in Git is read by everyone who reads the repository, forever',
  fix: 'create it in the cluster, and name it in existing.secrets',
  *check({ object }) {
    if (object.kind !== 'Secret') return;
    for (const key of ['data', 'stringData']) {
      const values = object[key];
      if (isMap(values) && Object.keys(values).length > 0) yield { at: key, problem: 'a Secret with values' };
    }
  },
};
