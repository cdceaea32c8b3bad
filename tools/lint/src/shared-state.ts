import type { Rule, Scope } from 'eslint';
import type { ImportDeclaration, Node } from 'estree';

// ESLint loads this file as one text (see eslint.config.mjs): it imports types alone.

/** Two runs in one process read the same environment: what one of them writes there changes the other. */
export const noEnvironmentWrites: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      written: 'Two runs in one process share the environment: pass the value on instead of writing it there.',
    },
  },
  create: (context) => ({
    ':matches(Identifier, MemberExpression)': (node: Rule.Node) => {
      const scope = context.sourceCode.getScope(node);
      if (isEnvironment(node, scope) && isChanged(node)) context.report({ node, messageId: 'written' });
    },
  }),
};

/**
 * What a module changes after it was loaded, it changes for everybody who imports it: a variable that a function writes, a
 * collection that a function fills, a static field that is not constant.
 */
export const noSharedState: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      changed:
        "Two runs share '{{name}}', which this module changes while the program runs: let the caller hold it and pass it on. Where it is the same for everybody, disable the rule there and say why.",
    },
  },
  create: (context) => ({
    Program: () => {
      const { scopeManager } = context.sourceCode;
      for (const scope of scopeManager.scopes.filter(({ type }) => type === 'module')) {
        for (const variable of scope.variables) {
          const changes = variable.references.some(
            (reference) => isLater(reference, scope) && isChange(reference, variable),
          );
          const [definition] = variable.defs;
          if (changes && definition) {
            context.report({ node: definition.name, messageId: 'changed', data: { name: variable.name } });
          }
        }
      }
    },
    'PropertyDefinition[static=true]': (node: Rule.Node) => {
      const field = node as unknown as { readonly readonly?: boolean; readonly key: Node; readonly value: Node | null };
      if (field.readonly && !isCollection(field.value)) return;
      const name = context.sourceCode.getText(field.key);
      context.report({ node: field.key, messageId: 'changed', data: { name } });
    },
  }),
};

/** In a function, which runs after the module was loaded, and perhaps more than once. */
const isLater = ({ from }: Scope.Reference, module: Scope.Scope): boolean => from.variableScope !== module;

function isChange(reference: Scope.Reference, { defs }: Scope.Variable): boolean {
  if (reference.isWrite()) return true;
  const node = reference.identifier as Rule.Node;
  // A method of an imported module may have any name; its fields belong to it.
  return defs[0]?.type === 'ImportBinding' ? isAssigned(outermost(node)) : isChanged(node);
}

const MUTATORS = new Set([
  ...[
    'add',
    'append',
    'clear',
    'copyWithin',
    'delete',
    'fill',
    'pop',
    'push',
    'reverse',
    'set',
    'shift',
    'sort',
    'splice',
  ],
  'unshift',
]);

/** Whether an object is changed where it stands: `x.y = 1`, `delete x.y`, `x.push(1)`, `Object.assign(x, y)`. */
function isChanged(node: Rule.Node): boolean {
  const end = outermost(node);
  if (isAssigned(end)) return true;
  const parent = end.parent as Node;
  if (parent.type !== 'CallExpression') return false;
  if (parent.callee === end) return end.type === 'MemberExpression' && MUTATORS.has(nameOf(end.property) ?? '');
  const { callee } = parent;
  return (
    parent.arguments[0] === end &&
    callee.type === 'MemberExpression' &&
    ['Object', 'Reflect'].includes(nameOf(callee.object) ?? '') &&
    /^(assign|define\w+|set\w*|deleteProperty)$/.test(nameOf(callee.property) ?? '')
  );
}

function isAssigned(node: Rule.Node): boolean {
  const parent = node.parent as Node;
  if (node.type === 'Identifier') return false;
  if (parent.type === 'UpdateExpression') return true;
  if (parent.type === 'UnaryExpression') return parent.operator === 'delete';
  return (parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern') && parent.left === node;
}

/** From `x` in `x.y[0].z` to all of it, through `!` and `as`. */
function outermost(node: Rule.Node): Rule.Node {
  const parent = node.parent as Rule.Node;
  const isWrapped = /^TS(NonNull|As|Satisfies|TypeAssertion)/.test(parent?.type ?? '');
  const isObject = parent?.type === 'MemberExpression' && parent.object === node;
  return isWrapped || isObject ? outermost(parent) : node;
}

/** `process.env`, whatever the file names it. */
function isEnvironment(node: Rule.Node, scope: Scope.Scope): boolean {
  if (node.type === 'MemberExpression') return nameOf(node.property) === 'env' && isProcess(node.object, scope);
  if (node.type !== 'Identifier' || isName(node)) return false;
  const definition = definitionOf(node.name, scope);
  if (definition?.type === 'ImportBinding') return importedFrom(definition) === 'env';
  if (definition?.type !== 'Variable' || definition.node.init == null) return false;
  const { id, init } = definition.node;
  if (id.type === 'Identifier') return isEnvironment(init as Rule.Node, scope);
  return (
    id.type === 'ObjectPattern' &&
    isProcess(init, scope) &&
    id.properties.some(
      (each) => each.type === 'Property' && nameOf(each.key) === 'env' && nameOf(each.value) === node.name,
    )
  );
}

function isProcess(node: Node, scope: Scope.Scope): boolean {
  if (node.type === 'MemberExpression')
    return nameOf(node.property) === 'process' && nameOf(node.object) === 'globalThis';
  if (node.type !== 'Identifier') return false;
  const definition = definitionOf(node.name, scope);
  if (definition === undefined) return node.name === 'process';
  return definition.type === 'ImportBinding' && importedFrom(definition) === 'default';
}

/** The name under which Node's module of the process exports it; undefined for another module's. */
function importedFrom(definition: Scope.Definition & { type: 'ImportBinding' }): string | undefined {
  const { source } = definition.parent as ImportDeclaration;
  if (source.value !== 'node:process' && source.value !== 'process') return undefined;
  return definition.node.type === 'ImportSpecifier' ? nameOf(definition.node.imported) : 'default';
}

function definitionOf(name: string, scope: Scope.Scope | null): Scope.Definition | undefined {
  for (let at = scope; at !== null; at = at.upper) {
    const found = at.set.get(name);
    if (found) return found.defs[0];
  }
  return undefined;
}

/** Whether an identifier only names a property or what is declared. */
function isName(node: Rule.Node): boolean {
  const parent = node.parent as Node;
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  return parent.type === 'VariableDeclarator' && parent.id === node;
}

const isCollection = (node: Node | null): boolean =>
  node?.type === 'NewExpression'
    ? /^(Weak)?(Map|Set)$/.test(nameOf(node.callee) ?? '') && node.arguments.length === 0
    : (node?.type === 'ArrayExpression' && node.elements.length === 0) ||
      (node?.type === 'ObjectExpression' && node.properties.length === 0);

const nameOf = (node: Node): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : undefined;
};
