import { SelvedgeError } from '@selvedge/data';
import { byName, kindsOf } from '../pictures/find-pictures.js';
import { PICTURE } from '../pictures/picture-names.js';
import type { ClassFolderMembers } from './class-folder-members.js';
import { idOfMember, type Member } from './member.js';

/** A picture with the files that hold its label: a number or name alone, or JSON. */
interface Sample {
  readonly picture: Member;
  readonly plain?: Member;
  readonly json?: Member;
}

interface Label {
  /** The name of the class, or its number as text where nothing names it. */
  readonly text: string;
  readonly number?: number;
}

const decoder = new TextDecoder();

/**
 * The samples of WebDataset: files that have a name in common up to the first point, one of them a picture and one the label,
 * `.cls` with a class number or name, or `.json` with `label` or `cls`, and the name of the class as `class`. Undefined where no file is a label. Numbers are
 * indices into the classes, where those are given.
 *
 * @throws SelvedgeError `corrupt-file` for a sample without a label, or a label that is none
 * @see https://github.com/webdataset/webdataset, "The WebDataset Format"
 */
export async function labelledSamples(
  path: string,
  members: readonly Member[],
  given: readonly string[] | undefined,
): Promise<ClassFolderMembers | undefined> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = idOfMember({ ...member, name: keyOf(member.name) });
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  const labelled = [...groups].flatMap(([key, files]) => sampleOf(path, key, files) ?? []);
  if (!members.some(({ name }) => LABEL.test(name)) || labelled.length === 0) return undefined;
  const labels: Label[] = [];
  for (const sample of labelled) labels.push(await labelOf(path, sample));
  const classes = given ?? classesOf(labels);
  const numbers = new Map(classes.map((name, at) => [name, at]));
  const files = labelled.map(({ picture }, at) => {
    const id = idOfMember(picture);
    const { text, number = -1 } = labels[at];
    const label = numbers.get(text) ?? number;
    if (label < 0 || label >= classes.length) throw otherLabel(path, id, text, classes);
    return { path: `${path}: ${id}`, id, label, read: picture.read };
  });
  const used = new Set(labelled.flatMap(({ picture, plain, json }) => [picture, plain, json]));
  const leftOut = kindsOf(members.filter((member) => !used.has(member)).map(({ name }) => name));
  return { classes, files, ...(leftOut && { leftOut }) };
}

/** Folders count; what follows the first point of the file's own name does not. */
const keyOf = (name: string): string => {
  const start = name.lastIndexOf('/') + 1;
  const point = name.indexOf('.', start);
  return point < 0 ? name : name.slice(0, point);
};

const LABEL = /\.(cls|json)$/i;

function sampleOf(path: string, key: string, files: readonly Member[]): Sample | undefined {
  const named = (pattern: RegExp): Member | undefined => files.find(({ name }) => pattern.test(name));
  const [picture, plain, json] = [named(PICTURE), named(/\.cls$/i), named(/\.json$/i)];
  if (picture && (plain || json)) return { picture, ...(plain && { plain }), ...(json && { json }) };
  if (picture && !files.some(({ name }) => name.includes('/'))) throw noLabel(path, key);
  return undefined;
}

async function labelOf(path: string, { picture, plain, json }: Sample): Promise<Label> {
  const text = async (member: Member | undefined): Promise<string | undefined> =>
    member && decoder.decode((await member.read()).subarray(0, MAX_TEXT)).trim();
  const { class: name, label, cls } = fieldsOf(await text(json));
  const written = (await text(plain)) ?? label ?? cls;
  const number = /^\d{1,6}$/.test(String(written)) ? Number(written) : undefined;
  const found = typeof name === 'string' ? name : written;
  const isLabel = (typeof found === 'string' && found !== '' && found.length <= 1000) || Number.isSafeInteger(found);
  if (isLabel) return { text: String(found), ...(number !== undefined && { number }) };
  throw new SelvedgeError(
    'corrupt-file',
    `${path}: what belongs to '${picture.name}' holds no label; need a class number or name in .cls, or in JSON as "label", "cls" or "class".`,
  );
}

const MAX_TEXT = 1_000_000;

function fieldsOf(text = '{}'): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(text);
    return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** By their numbers where every class has one of its own, else sorted. */
function classesOf(labels: readonly Label[]): readonly string[] {
  const numbers = new Map(labels.map(({ text, number }) => [text, number]));
  const names = [...numbers.keys()].sort(byName);
  const known = [...numbers.values()].every((number) => number !== undefined);
  if (!known || new Set(numbers.values()).size < numbers.size) return names;
  return names.sort((a, b) => (numbers.get(a) as number) - (numbers.get(b) as number));
}

const noLabel = (path: string, key: string): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: sample '${key}' has no label; need ${key}.cls, or ${key}.json with "label". Or put pictures into a folder for each class.`,
  );

const otherLabel = (path: string, name: string, label: string, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: sample '${name}' has the label '${label}', which is none of the ${classes.length} classes (${classes.slice(0, 12).join(', ')}).`,
  );
