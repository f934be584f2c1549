import { faker as arabic } from '@faker-js/faker/locale/ar';
import { faker as czech } from '@faker-js/faker/locale/cs_CZ';
import { faker as german } from '@faker-js/faker/locale/de';
import { faker as greek } from '@faker-js/faker/locale/el';
import { faker as english } from '@faker-js/faker/locale/en';
import { faker as spanish } from '@faker-js/faker/locale/es';
import { faker as french } from '@faker-js/faker/locale/fr';
import { faker as hebrew } from '@faker-js/faker/locale/he';
import { faker as japanese } from '@faker-js/faker/locale/ja';
import { faker as korean } from '@faker-js/faker/locale/ko';
import { faker as polish } from '@faker-js/faker/locale/pl';
import { faker as turkish } from '@faker-js/faker/locale/tr';
import { faker as ukrainian } from '@faker-js/faker/locale/uk';
import { faker as vietnamese } from '@faker-js/faker/locale/vi';
import { faker as chinese } from '@faker-js/faker/locale/zh_CN';

/** Locales of a mixed school and how a full name is written there; what stands twice is met more often. */
const LOCALES = [
  { faker: english, write: firstLast },
  { faker: czech, write: firstLast },
  { faker: german, write: firstLast },
  { faker: vietnamese, write: lastFirst },
  { faker: english, write: firstLast },
  { faker: ukrainian, write: firstLast },
  { faker: polish, write: firstLast },
  { faker: spanish, write: firstLast },
  { faker: french, write: firstLast },
  { faker: turkish, write: firstLast },
  { faker: chinese, write: joined },
  { faker: arabic, write: firstLast },
  { faker: greek, write: firstLast },
  { faker: japanese, write: lastFirst },
  { faker: korean, write: joined },
  { faker: hebrew, write: firstLast },
];

/** Names that break what was only tried with `Jane Doe`: one word, four-byte and combining characters, length, quotes. */
const AWKWARD_NAMES = [
  'Zoë Ångström-O’Brien',
  'Þórdís Ægisdóttir',
  'Łucja Żółć-Święcicka',
  '𠮷田 芽衣',
  'Nguyễn Thị Ánh Tuyết',
  'Mahalakshmi',
  'Ọláńrewájú Adébáyọ̀',
  'ਹਰਪ੍ਰੀਤ ਕੌਰ',
  'சுப்பிரமணியன் கமலா',
  'สุภาพร ศรีสวัสดิ์',
  'გიორგი მაჭავარიანი',
  'María de los Ángeles Fernández de Córdoba y Álvarez de Toledo',
  "D'Angelo \"Dee\" O'Neil-M'Baye",
  'Bo Ek',
];

const STUDENT_SEED = 20_261;
const TEACHER_SEED = 20_262;

/**
 * The names of everybody, by their place in their table; the same at each call. Names may repeat, as they do in a school:
 * nothing may take a name for a person.
 */
export function practiceNamesOf(counts: { readonly students: number; readonly teachers: number }): {
  readonly student: readonly string[];
  readonly teacher: readonly string[];
} {
  return {
    student: [...AWKWARD_NAMES, ...usualNames(counts.students, STUDENT_SEED)].slice(0, counts.students),
    teacher: usualNames(counts.teachers, TEACHER_SEED),
  };
}

/** Names of `count` people, the same at each call with the same `seed`. */
function usualNames(count: number, seed: number): string[] {
  for (const { faker } of LOCALES) faker.seed(seed);
  return Array.from({ length: count }, (_, index) => {
    const { faker, write } = LOCALES[index % LOCALES.length] ?? { faker: english, write: firstLast };
    return write(faker.person.firstName(), faker.person.lastName());
  });
}

function firstLast(first: string, last: string): string {
  return `${first} ${last}`;
}

function lastFirst(first: string, last: string): string {
  return `${last} ${first}`;
}

function joined(first: string, last: string): string {
  return last + first;
}
