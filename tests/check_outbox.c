/* SPDX-License-Identifier: Apache-2.0 */
/* Staff's actions on their way into a real journal. */
#include <string.h>
#include <unistd.h>

#include "check_run.h"
#include "cmd/outbox.h"
#include "journal_folder.h"

static struct outbox outbox;

static struct action
take(uint32_t alert)
{
	return (struct action){.what = ACTION_ACK, .alert = alert,
	    .version = 1, .by = "KM", .minutes = MINUTES_NONE};
}

static void
add(uint32_t alert, int n)
{
	const struct action action[2] = {take(alert), take(alert + 1)};

	ok(outbox_add(&outbox, action, n, &err));
}

static void
setup(void)
{
	journal_folder();
	outbox_init(&outbox, path);
}

static void
teardown(void)
{
	outbox_release(&outbox);
	journal_folder_gone();
}

static void
make_journal(void)
{
	journal_close(open_as(JOURNAL_CREATE));
}

static bool
keep_last(void *arg, int64_t seq, const struct row *row)
{
	struct str *payload = arg;

	(void)seq;
	str_clear(payload);
	str_addn(payload, row->payload, row->payload_len);
	return true;
}

/* Which alert the row takes. */
static void
row_takes(int64_t seq, const char *alert)
{
	struct journal *journal = open_as(JOURNAL_READ);
	struct str payload;

	str_init(&payload);
	ck_assert_int_eq(journal_rows(journal, seq, seq, 1, keep_last,
	    &payload, &err), 1);
	ck_assert_msg(strstr(payload.s, alert) != NULL, "%s", payload.s);
	str_release(&payload);
	journal_close(journal);
}

START_TEST(waits_for_a_journal)
{
	add(1, 1);
	fails(outbox_flush(&outbox, 1000, 0, &err) == -1, "no journal yet");
	ck_assert(!outbox_is_empty(&outbox));
	make_journal();
	ok(outbox_flush(&outbox, 2000, 0, &err));
	ck_assert(outbox_is_empty(&outbox));
	row_takes(1, "\"alert\":1,");
}
END_TEST

START_TEST(waits_in_order_while_it_is_locked)
{
	struct journal *other;

	make_journal();
	other = open_as(JOURNAL_WRITE);
	ok(journal_begin(other, 0, &err));
	add(1, 1);
	ck_assert(outbox_flush(&outbox, 1000, 0, &err) == -1);
	add(2, 2);
	ck_assert(outbox_flush(&outbox, 1000, 0, &err) == -1);
	ck_assert_ptr_null(outbox_wrote(&outbox, 1));
	append(other, 1000, OWN_PREFIX "tick", "{}");
	ok(journal_commit(other, &err));
	journal_close(other);
	ok(outbox_flush(&outbox, 2000, 0, &err));
	row_takes(2, "\"alert\":1,");
	row_takes(3, "\"alert\":2,");
	row_takes(4, "\"alert\":3,");
	ck_assert_ptr_null(outbox_wrote(&outbox, 1));
	ck_assert(!outbox_wrote(&outbox, 2)->more);
	ck_assert(outbox_wrote(&outbox, 3)->more);
	ck_assert(!outbox_wrote(&outbox, 4)->more);
	ck_assert_ptr_null(outbox_wrote(&outbox, 5));
}
END_TEST

/* All or none, and each of them is known by its row afterwards. */
START_TEST(a_full_one_knows_all_its_rows)
{
	const struct action two[2] = {take(1), take(2)};

	make_journal();
	for (int i = 0; i < OUTBOX_MAX - 1; i++)
		add(1, 1);
	fails(outbox_add(&outbox, two, 2, &err) == -1, "too many");
	ok(outbox_add(&outbox, two, 1, &err));
	fails(outbox_add(&outbox, two, 1, &err) == -1, "too many");
	ok(outbox_flush(&outbox, 1000, 0, &err));
	for (int64_t seq = 1; seq <= OUTBOX_MAX; seq++)
		ck_assert_ptr_nonnull(outbox_wrote(&outbox, seq));
	/* The next ones take the place of the first. */
	add(1, 2);
	ok(outbox_flush(&outbox, 1000, 0, &err));
	ck_assert_ptr_null(outbox_wrote(&outbox, 2));
	ck_assert_ptr_nonnull(outbox_wrote(&outbox, 3));
	ck_assert_ptr_nonnull(outbox_wrote(&outbox, OUTBOX_MAX + 2));
}
END_TEST

START_TEST(another_file_has_none_of_its_rows)
{
	make_journal();
	add(1, 1);
	ok(outbox_flush(&outbox, 1000, 0, &err));
	ck_assert_ptr_nonnull(outbox_wrote(&outbox, 1));
	add(7, 1);
	outbox_close(&outbox);
	ck_assert_int_eq(unlink(path), 0);
	make_journal();
	ck_assert_ptr_null(outbox_wrote(&outbox, 1));
	/* What waited goes there. */
	ok(outbox_flush(&outbox, 1000, 0, &err));
	row_takes(1, "\"alert\":7,");
	ck_assert_ptr_nonnull(outbox_wrote(&outbox, 1));
}
END_TEST

CHECK_MAIN_IN(setup, teardown, "outbox", waits_for_a_journal,
    waits_in_order_while_it_is_locked, a_full_one_knows_all_its_rows,
    another_file_has_none_of_its_rows)
