/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS_MAX = 101 };

static double
seconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double
bench_cpu(void)
{
	return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double
bench_wall(void)
{
	return seconds(CLOCK_MONOTONIC);
}

static int
compare(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

double
bench_median(double *x, size_t n)
{
	qsort(x, n, sizeof(*x), compare);
	return bench_quantile(x, n, 0.5);
}

double
bench_quantile(const double *x, size_t n, double p)
{
	double at = p * (double)(n - 1);
	size_t i = (size_t)at;

	if (i + 1 >= n)
		return x[n - 1];
	return x[i] + (at - (double)i) * (x[i + 1] - x[i]);
}

struct bench_pair
bench_pair(bench_fn *a, bench_fn *b, void *arg, int rounds)
{
	double as[ROUNDS_MAX], bs[ROUNDS_MAX], ratios[ROUNDS_MAX];
	size_t n = (size_t)rounds;

	if (rounds < 1 || rounds > ROUNDS_MAX)
		bench_die("%d rounds", rounds);
	a(arg);
	b(arg);
	for (size_t i = 0; i < n; i++) {
		as[i] = a(arg);
		bs[i] = b(arg);
		ratios[i] = bs[i] / as[i];
	}
	return (struct bench_pair){bench_median(as, n), bench_median(bs, n),
	    bench_median(ratios, n), 1 / bench_median(ratios, n)};
}

void
bench_tell(const char *name, double value, const char *unit,
    double reference, const char *what, double ratio)
{
	printf("%s\t%.4g\t%s\t%.4g %s\t%.3g\n", name, value, unit,
	    reference, what, ratio);
	fflush(stdout);
}

void
bench_tell_alone(const char *name, double value, const char *unit)
{
	printf("%s\t%.4g\t%s\t-\t-\n", name, value, unit);
	fflush(stdout);
}

void
bench_die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}
