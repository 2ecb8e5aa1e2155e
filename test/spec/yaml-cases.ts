import type { Files } from '../support/platform';
import { base } from '../support/platform';

const image = 'image: ghcr.io/acme/web:1.2.3\n';

/** A mistake amid lines that are right: nothing but the mistake may be reported. */
const svc = (text: string): Files => ({ ...base, 'services/web.yaml': text });
const env = (lines: string) => svc(`${image}env:\n${lines}replicas: 2\n`);

/** What people get wrong about YAML itself: one error each, at the line to change. */
export const yamlCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  yaml: {
    'a space before the first key': svc(` ${image}ports: {http: 80}\nenv:\n  A: b\n  C: d\n`),
    'a space before the first key, and CRLF': svc(` ${image}ports: {http: 80}\n`.replaceAll('\n', '\r\n')),
    'a comment, and a space before the first key': svc(`# the shop\n  ${image}ports: {http: 80}\n`),
    'a key deeper than its siblings': env('  A: b\n   C: d\n'),
    'a key between two columns': env('    A: b\n  C: d\n'),
    'a tab before a key': env('  A: b\n\tC: d\n'),
    'a no-break space before a key': env('\u00a0 A: b\n  C: d\n'),
    'a key without a colon': svc(`${image}replicas 2\nports: {http: 80}\n`),
    'a first key without a colon': svc('image acme/web:1\nports: {http: 80}\n'),
    'a map without a colon': svc(`${image}env\n  A: b\nreplicas: 2\n`),
    'a colon without a space': svc(`${image}replicas:2\n`),
    'a colon without a space, before others': env('  A:b\n  C: d\n'),
    'a quote that is not closed': env('  A: "b\n  C: d\n'),
    'a quote that the next one closes': env('  A: "b\n  C: "d"\n'),
    'a quote before a key that is not closed': svc(`${image}"env:\n  A: b\n`),
    'a quote within quotes': env("  A: 'it's'\n"),
    'text after a quote': env('  A: "b" c\n'),
    'a backslash in double quotes': env('  A: "C:\\windows"\n'),
    'a comment right after a value': env('  A: "b"#c\n'),
    'a list that is not closed': svc(`${image}connects: [a, b\nreplicas: 2\n`),
    'a map that is not closed': svc(`${image}ports: {http: 80\nreplicas: 2\n`),
    'a list that is closed twice': svc(`${image}connects: [a, b]]\nreplicas: 2\n`),
    'a list that is closed as a map': svc(`${image}connects: [a, b}\nreplicas: 2\n`),
    'a missing comma': svc(`${image}ports: {http: 80 admin: 90}\n`),
    'two commas': svc(`${image}ports: {http: 80,, admin: 90}\n`),
    'a comma at the end of a line': svc(`${image}ports: {http: 80},\nreplicas: 2\n`),
    'an item between two columns': svc(`${image}connects:\n  - a\n - b\nreplicas: 2\n`),
    'a key among items': svc(`${image}connects:\n  - a\n  b: c\nreplicas: 2\n`),
    'an item among keys': env('  A: b\n  - c\n'),
    'a value that starts with @': env('  A: @b\n'),
    'a value that starts with %': env('  A: %b\n'),
    'a value that starts with a backtick': env('  A: `b`\n'),
    'a value that is an asterisk': env('  A: *\n'),
    'a value that starts with an asterisk': env('  A: *.example.org\n'),
    'a value that starts with an ampersand': env('  A: &b c\n'),
    'a key that starts with %': svc(`%a: b\n${image}`),
    'a value with a colon and a space': env('  A: note: this\n'),
    'text on the line of its bar': env('  A: | b\n    c\n'),
    'a block of text that is not indented': env('  A: |\n  b\n'),
    'a merge conflict': svc(`${image}<<<<<<< HEAD\nreplicas: 2\n=======\nreplicas: 3\n>>>>>>> more\n`),
    'a template around lines': svc(`{{- if .Values.web }}\n${image}{{- end }}\n`),
    'a template as a value': env('  A: {{ .Values.a }}\n'),
    'carriage returns alone': svc(`${image}replicas: 2\n`.replaceAll('\n', '\r')),
    'a mistake in each of two files': { ...svc(` ${image}replicas: 2\n`), 'services/api.yaml': 'image "a\n' },
    'a mistake in each of two documents': {
      ...svc(`${image}ports: {http: 80}\n`),
      'manifests/all/extra/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\ndata: {}\n---\n apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n',
    },
  },
};
