// Dates added to, compared, formatted, parsed and named, over a change of the clocks.
import { format, parse, parseISO, add, sub, addMonths, differenceInDays, differenceInCalendarDays, formatDistance, formatDistanceStrict, formatRelative, intervalToDuration, formatDuration, eachDayOfInterval, startOfWeek, endOfMonth, isValid, isWeekend, getISOWeek, lastDayOfMonth, closestTo, areIntervalsOverlapping, roundToNearestMinutes, formatISO, addBusinessDays, isMatch, toDate, max, setDay } from 'date-fns';
import { de, fr, ja } from 'date-fns/locale';
import { add as fpAdd, format as fpFormat } from 'date-fns/fp';

const base = new Date(2024, 1, 29, 13, 5, 9, 7);
for (const pattern of ['yyyy-MM-dd HH:mm:ss.SSS', "EEEE, do MMMM yyyy 'at' h:mm aaaa", 'PPPPpppp', 'QQQ wo DDD', 'II RRRR', 't T', "yyyy''yy", 'XXX xx OOOO']) console.log(pattern.padEnd(36), format(base, pattern));
for (const locale of [de, fr, ja]) console.log(locale.code, format(base, 'PPPP', { locale }), formatDistance(base, new Date(2024, 2, 5), { locale, addSuffix: true }));
console.log(formatISO(add(base, { years: 1, months: 1, weeks: 1, days: 1, hours: 1 })), formatISO(sub(base, { months: 3 })), formatISO(addMonths(new Date(2024, 0, 31), 1)));
const before = new Date(2024, 2, 9, 12);
const after = new Date(2024, 2, 11, 12);
console.log('clocks', differenceInDays(after, before), differenceInCalendarDays(after, before), (after - before) / 36e5, formatISO(add(before, { days: 1 })), before.getTimezoneOffset(), after.getTimezoneOffset());
console.log(formatDistance(0, 1000 * 60 * 90), formatDistanceStrict(0, 1000 * 60 * 90), formatRelative(new Date(2024, 1, 27), base), formatDuration(intervalToDuration({ start: base, end: new Date(2025, 4, 1) })));
console.log(eachDayOfInterval({ start: new Date(2024, 1, 27), end: new Date(2024, 2, 2) }).map((day) => format(day, 'EEEEEE d')));
console.log(formatISO(startOfWeek(base, { weekStartsOn: 1 })), formatISO(endOfMonth(base)), isWeekend(base), getISOWeek(base), lastDayOfMonth(base).getDate(), formatISO(setDay(base, 0)));
for (const [text, pattern] of [['02/11/2014', 'MM/dd/yyyy'], ['29 février 2024', 'd MMMM yyyy'], ['5:30 PM', 'h:mm a'], ['2024-13-01', 'yyyy-MM-dd'], ['Week 9 2024', "'Week' I RRRR"]]) {
  const date = parse(text, pattern, new Date(2000, 0, 1), { locale: text.includes('é') ? fr : undefined });
  console.log(text.padEnd(16), isValid(date) ? formatISO(date) : String(date));
}
console.log(formatISO(parseISO('2024-02-29T12:00:00Z')), isValid(parseISO('nonsense')), formatISO(parseISO('2024-W09-4')), isMatch('12:61', 'HH:mm'));
console.log(formatISO(closestTo(base, [new Date(2024, 0, 1), new Date(2024, 5, 1)])), areIntervalsOverlapping({ start: 0, end: 10 }, { start: 5, end: 15 }), formatISO(roundToNearestMinutes(base, { nearestTo: 15 })), formatISO(addBusinessDays(base, 3)), formatISO(max([0, base, 5])), toDate(base) === base);
console.log(fpFormat('yyyy')(fpAdd({ years: 10 })(base)));
try {
  format(new Date(NaN), 'yyyy');
} catch (error) {
  console.log(error.name, error.message);
}
try {
  format(base, 'YYYY');
} catch (error) {
  console.log(error.name, error.message);
}
