/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures: each is measured beside its reference, in turns, several rounds,
 * and the medians are told, one line a figure:
 *
 *   name<TAB>value<TAB>unit<TAB>reference<TAB>ratio
 *
 * The reference is a value in the same unit and what it is of; the ratio is
 * the value's to it, so that more is better of speeds, and less of times. In
 * the name's brackets stands what it is to reach.
 */
#ifndef NATVAGT_TESTS_BENCH_H
#define NATVAGT_TESTS_BENCH_H

#include <stddef.h>

/* Of this process's own time, in seconds: what others run does not count. */
double bench_cpu(void);
/* Of the clock on the wall (monotonic), in seconds. */
double bench_wall(void);

/* Does a piece of work once and returns the seconds it took. */
typedef double bench_fn(void *arg);

struct bench_pair {
	double a, b;  /* medians of the seconds of each */
	double ratio; /* median of b / a, round by round: how fast a is … */
	double times; /* … and its inverse: how long it takes */
};

/* Runs both in turns, `rounds` times after one round that does not count. */
struct bench_pair bench_pair(bench_fn *a, bench_fn *b, void *arg, int rounds);
/* Sorts x. */
double bench_median(double *x, size_t n);
/* x has been sorted; p from 0 to 1. */
double bench_quantile(const double *x, size_t n, double p);

/* what: the reference in words, without tabs. */
void bench_tell(const char *name, double value, const char *unit,
    double reference, const char *what, double ratio);
/* The same without a reference. */
void bench_tell_alone(const char *name, double value, const char *unit);

/* Ends the program with a message, as a benchmark that lies is worse. */
_Noreturn void __attribute__((format(printf, 1, 2)))
bench_die(const char *fmt, ...);

#endif
