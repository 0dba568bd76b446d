// Ids sort by the time of their making, say their kind, and refuse whatever is not one.
import fc from 'fast-check';
import { earliestId, encodeId, ID_PREFIXES, type IdKind, isId, kindOfId } from '../../src/domain/ids.js';
import { newId } from '../../src/platform/new-id.js';

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];
const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });

/** The bytes of a UUIDv7 of this millisecond, with this tail. */
function uuidOf(ms: number, tail: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(tail);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(ms));
  bytes.set(time.subarray(2), 0);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  return bytes;
}

const signOf = (number: number) => Math.sign(number);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe('an id', () => {
  it('is the TypeID form of its UUID', () => {
    // The example of the TypeID specification.
    const bytes = Buffer.from('01890a5dac96774bbcceb302099a8057', 'hex');
    expect(encodeId('event', bytes)).toBe('evt_01h455vb4pex5vsknk084sn02q');
  });

  it('sorts as its bytes do', () => {
    fc.assert(
      fc.property(sixteen, sixteen, (a, b) => {
        expect(compare(encodeId('event', a), encodeId('event', b))).toBe(signOf(Buffer.compare(a, b)));
      }),
    );
  });

  it('sorts by time, whatever its random part', () => {
    const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(times, times, sixteen, sixteen, (first, second, a, b) => {
        fc.pre(first !== second);
        const order = compare(encodeId('event', uuidOf(first, a)), encodeId('event', uuidOf(second, b)));
        expect(order).toBe(signOf(first - second));
      }),
    );
  });

  it('is no earlier than the earliest of its moment, and earlier than that of any later one', () => {
    const times = fc.integer({ min: 0, max: 2 ** 47 });
    fc.assert(
      fc.property(times, sixteen, (ms, tail) => {
        const id = encodeId('event', uuidOf(ms, tail));
        const bounds = [ms, ms + 1].map((at) => compare(id, earliestId('event', new Date(at))));
        expect([bounds[0] !== -1, bounds[1]]).toEqual([true, -1]);
      }),
    );
  });

  it('is later than all that were made before it in this process', () => {
    const made = Array.from({ length: 20_000 }, () => newId('delivery'));
    expect(new Set(made).size).toBe(made.length);
    expect(made.every((id, at) => at === 0 || id > (made[at - 1] ?? ''))).toBe(true);
  });

  it('has 30 characters, of which 50 fit a search attribute', () => {
    expect(KINDS.map((kind) => newId(kind).length)).toEqual(KINDS.map(() => 30));
  });

  it('says its kind', () => {
    fc.assert(
      fc.property(sixteen, fc.constantFrom(...KINDS), fc.constantFrom(...KINDS), (bytes, kind, other) => {
        const id = encodeId(kind, bytes);
        expect(kindOfId(id)).toBe(kind);
        expect(isId(other, id)).toBe(other === kind);
      }),
    );
  });

  it('has a prefix of three letters that no other kind has', () => {
    expect(new Set(Object.values(ID_PREFIXES)).size).toBe(KINDS.length);
    for (const prefix of Object.values(ID_PREFIXES)) expect(prefix).toMatch(/^[a-z]{3}$/);
  });

  it.each([0, 15, 17])('is not made of %s bytes', (length) => {
    expect(() => encodeId('event', new Uint8Array(length))).toThrow(RangeError);
  });
});

const GOOD = 'evt_01h455vb4pex5vsknk084sn02q';
const HOSTILE = [
  ...['', '_', 'evt', 'evt_', '__proto__', 'constructor_', 'toString_01h455vb4pex5vsknk084sn02q'],
  ...[`${GOOD}\n`, ` ${GOOD}`, `${GOOD} `, `\u0000${GOOD}`, `${GOOD}${GOOD}`, GOOD.slice(0, -1), `${GOOD}0`],
  ...[GOOD.toUpperCase(), 'EVT_01h455vb4pex5vsknk084sn02q', 'evt-01h455vb4pex5vsknk084sn02q', `_${GOOD}`],
  // Above 2^128, and the letters that Crockford leaves out.
  ...['evt_81h455vb4pex5vsknk084sn02q', 'evt_01i455vb4pex5vsknk084sn02q', 'evt_01h455vb4pex5vsknk084sn0lo'],
  ...['evt_01890a5d-ac96-774b-bcce-b302099a80', 'xyz_01h455vb4pex5vsknk084sn02q', "evt_' OR 1=1 --", 'evt_../../x'],
  ...['evt_０1h455vb4pex5vsknk084sn02q', `${'evt_'.repeat(10_000)}`, '.*_01h455vb4pex5vsknk084sn02q'],
];

describe('what is no id', () => {
  it.each(HOSTILE)('%j has no kind and is none', (text) => {
    expect(kindOfId(text)).toBeNull();
    expect(KINDS.filter((kind) => isId(kind, text))).toEqual([]);
  });

  it('stands beside one that is', () => {
    expect(kindOfId(GOOD)).toBe('event');
    expect(isId('event', GOOD)).toBe(true);
  });

  it('is any random text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => kindOfId(text) === null));
  });
});
