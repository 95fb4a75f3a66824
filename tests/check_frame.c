/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/frame.h"

#include "check_run.h"

static const struct style plain = {0, 0};
static const struct style red = {COLOUR_RED, ATTR_BOLD};

/* The frame as text, compared and thrown away. */
static void
expect(struct frame *frame, const char *wanted)
{
	struct str out;

	str_init(&out);
	frame_dump(frame, &out);
	ck_assert_str_eq(out.s, wanted);
	str_release(&out);
	frame_release(frame);
}

START_TEST(test_text_is_clipped)
{
	struct frame frame;

	frame_init(&frame, 3, 8);
	ck_assert_int_eq(frame_text(&frame, 0, 0, 8, plain, "12345678"), 8);
	ck_assert_int_eq(frame_text(&frame, 1, 0, 8, plain, "123456789"), 8);
	ck_assert_int_eq(frame_text(&frame, 2, 6, 8, plain, "abcd"), 4);
	ck_assert_int_eq(frame_text(&frame, 2, 0, 0, plain, "x"), 0);
	expect(&frame, "12345678\n1234567…\n      ab\n");
}
END_TEST

START_TEST(test_outside_is_nothing)
{
	struct frame frame;

	frame_init(&frame, 2, 2);
	frame_put(&frame, -1, 0, 'x', plain);
	frame_put(&frame, 0, -1, 'x', plain);
	frame_put(&frame, 2, 0, 'x', plain);
	frame_put(&frame, 0, 2, 'x', plain);
	frame_text(&frame, 1, -3, 5, plain, "abcde");
	expect(&frame, "\nde\n");
	frame_init(&frame, 0, 0);
	frame_put(&frame, 0, 0, 'x', plain);
	frame_ascii(&frame);
	expect(&frame, "");
	frame_init(&frame, -4, 7);
	expect(&frame, "");
}
END_TEST

START_TEST(test_no_control_characters)
{
	struct frame frame;

	frame_init(&frame, 1, 12);
	/* Escape, a right-to-left override, a combining ring, broken UTF-8. */
	frame_text(&frame, 0, 0, 12, plain,
	    "a\x1b" "b\xe2\x80\xae" "c\xcc\x8a" "d\xff" "e");
	expect(&frame, "abcd\xef\xbf\xbd" "e\n");
}
END_TEST

START_TEST(test_wide_characters)
{
	struct frame frame;

	frame_init(&frame, 4, 6);
	ck_assert_int_eq(frame_text(&frame, 0, 0, 6, plain, "日本語"), 6);
	ck_assert_int_eq(frame.cell[1].cp, 0);
	/* No half is left alone, whichever half is written over. */
	frame_put(&frame, 0, 1, 'x', plain);
	frame_put(&frame, 0, 2, 'y', plain);
	/* One that does not fit at the edge is a blank. */
	frame_put(&frame, 1, 5, 0x65e5, plain);
	/* Clipped before its first half. */
	ck_assert_int_eq(frame_text(&frame, 2, 0, 4, plain, "日本語"), 3);
	frame_text(&frame, 3, 0, 6, plain, "日a");
	frame_put(&frame, 3, 1, 0x672c, plain);
	expect(&frame, " xy 語\n\n日…\n 本\n");
}
END_TEST

START_TEST(test_style_and_clear)
{
	struct frame frame;

	frame_init(&frame, 1, 3);
	frame.cursor_row = 0;
	frame_text(&frame, 0, 1, 1, red, "x");
	ck_assert_int_eq(frame.cell[1].style.meaning, COLOUR_RED);
	ck_assert_int_eq(frame.cell[1].style.attr, ATTR_BOLD);
	ck_assert_int_eq(frame.cell[0].style.attr, 0);
	frame_clear(&frame);
	ck_assert_int_eq(frame.cell[1].style.meaning, 0);
	ck_assert_int_eq(frame.cursor_row, -1);
	expect(&frame, "\n");
}
END_TEST

static void
expect_ascii(const char *text, int cols, const char *wanted)
{
	struct frame frame;

	frame_init(&frame, 1, cols);
	frame_text(&frame, 0, 0, cols, plain, text);
	frame_ascii(&frame);
	for (int i = 0; i < cols; i++) {
		ck_assert_int_ge(frame.cell[i].cp, ' ');
		ck_assert_int_lt(frame.cell[i].cp, 127);
	}
	expect(&frame, wanted);
}

START_TEST(test_ascii_likeness)
{
	expect_ascii("┌─┬┐╔═╗┏━┓│┃║┆╱╲╳├┼╬╭╯", 30, "+-+++-++-+||||/\\X+++++\n");
	expect_ascii("░▒▓█·…▸●×–“a”‘b’", 30, "::##.~>Ox-\"a\"'b'\n");
	expect_ascii("éüñÀß日☃", 12, "eunAs? ?\n");
}
END_TEST

START_TEST(test_ascii_danish)
{
	expect_ascii("Gården", 8, "Gaarden\n");
	/* Room at the very edge; none; and none before a wall. */
	expect_ascii("Køkken", 7, "Koekken\n");
	expect_ascii("Køkken", 6, "Kokken\n");
	expect_ascii("æøåÆØÅ", 6, "eoaEOA\n");
	expect_ascii("æøåÆbØbÅb", 20, "aeoeaaAebOebAab\n");
	expect_ascii("PÅ VÅGE", 20, "PAA VAAGE\n");
	expect_ascii("│Køkken│", 8, "|Kokken|\n");
	expect_ascii("│Køkken │", 9, "|Koekken|\n");
	expect_ascii("│Køkken  │", 10, "|Koekken |\n");
	/* Or before a mark, but two words never become one. */
	expect_ascii("│Køkken ! *│", 12, "|Koekken! *|\n");
	expect_ascii("│Uro i køk er│", 14, "|Uro i kok er|\n");
	/* Columns behind keep their place, and one blank before them. */
	expect_ascii("på vej  x  å b", 16, "paa vej x  aa b\n");
	expect_ascii("å   å   x", 12, "aa  aa  x\n");
	expect_ascii("→ a  ←", 8, "-> a <-\n");
}
END_TEST

CHECK_MAIN("frame", test_text_is_clipped, test_outside_is_nothing,
    test_no_control_characters, test_wide_characters, test_style_and_clear,
    test_ascii_likeness, test_ascii_danish)
