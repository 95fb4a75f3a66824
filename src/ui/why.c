/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/why.h"

#include <stdbool.h>
#include <string.h>

enum { DEPTH_MAX = 2 * EXPR_DEPTH_MAX, TEXT_MAX = 4000 };

static void text_of(const struct house *house, node_ref ref, bool bracket,
    int depth, struct str *out);

static const struct node *
node_of(const struct house *house, node_ref ref)
{
	return &house->node[ref >> 1];
}

/* "(A) word D" */
static void
window(const struct house *house, node_ref a, const char *word, int64_t ms,
    int depth, struct str *out)
{
	char duration[DURATION_SIZE];

	duration_text(ms, duration);
	text_of(house, a, true, depth, out);
	str_addf(out, " %s %s", word, duration);
}

static void
pair(const struct house *house, node_ref a, const char *word, node_ref b,
    int depth, struct str *out)
{
	text_of(house, a, true, depth, out);
	str_addf(out, " %s ", word);
	text_of(house, b, true, depth, out);
}

static void
call(const struct house *house, const char *name, node_ref a, int depth,
    struct str *out)
{
	str_addf(out, "%s(", name);
	text_of(house, a, false, depth, out);
	str_addc(out, ')');
}

static void
count(const struct house *house, const struct node *node, bool mirrored,
    int depth, struct str *out)
{
	char duration[DURATION_SIZE];

	duration_text(node->ms, duration);
	str_add(out, "count(");
	/* What is counted is the rise of a condition. */
	if (node_of(house, node->a)->op == NODE_RISE && (node->a & 1) == 0)
		text_of(house, node_of(house, node->a)->a, false, depth, out);
	else
		text_of(house, node->a, false, depth, out);
	str_addf(out, ", %s) %s %d", duration, mirrored ? "<" : ">=",
	    (int)node->count);
}

/* Those that have a name of their own for their mirror, or need none. */
static void
plain_text(const struct house *house, const struct node *node, int depth,
    struct str *out)
{
	switch (node->op) {
	case NODE_SINCE:
		pair(house, node->a, "since", node->b, depth, out);
		break;
	case NODE_RISE:
		call(house, node->a & 1 ? "fall" : "rise",
		    node->a & ~(node_ref)1, depth, out);
		break;
	case NODE_KNOWN:
		call(house, "known", node->a & ~(node_ref)1, depth, out);
		break;
	default:
		str_add(out, node->text);
	}
}

static bool
is_word(const struct node *node, bool mirrored)
{
	switch (node->op) {
	case NODE_AND: case NODE_WITHIN: case NODE_SINCE:
		return false;
	case NODE_COUNT: case NODE_TRUE:
		return true;
	default:
		return !mirrored;
	}
}

static void
text_of(const struct house *house, node_ref ref, bool bracket, int depth,
    struct str *out)
{
	const struct node *node = node_of(house, ref);
	node_ref mirrored = ref & 1;

	if (depth > DEPTH_MAX || out->len > TEXT_MAX) {
		str_add(out, "…");
		return;
	}
	bracket = bracket && !is_word(node, mirrored);
	if (bracket)
		str_addc(out, '(');
	depth++;
	if (node->op == NODE_AND) {
		pair(house, node->a ^ mirrored, mirrored ? "or" : "and",
		    node->b ^ mirrored, depth, out);
	} else if (node->op == NODE_WITHIN) {
		window(house, node->a ^ mirrored, mirrored ? "for" : "within",
		    node->ms, depth, out);
	} else if (node->op == NODE_COUNT) {
		count(house, node, mirrored, depth, out);
	} else if (node->op == NODE_TRUE) {
		str_add(out, mirrored ? "false" : "true");
	} else if (mirrored && node->op == NODE_SINCE) {
		str_add(out, "not (");
		plain_text(house, node, depth, out);
		str_addc(out, ')');
	} else {
		str_add(out, mirrored ? "not " : "");
		plain_text(house, node, depth, out);
	}
	if (bracket)
		str_addc(out, ')');
}

void
why_text(const struct house *house, node_ref ref, struct str *out)
{
	if (ref >= 0)
		text_of(house, ref, false, 0, out);
}

int
why_parts(const struct house *house, node_ref ref, node_ref *part, int max)
{
	node_ref mirrored = ref & 1;
	int n = 1;

	part[0] = ref;
	for (int i = 0; i < n;) {
		const struct node *node = node_of(house, part[i]);

		if (node->op != NODE_AND || (part[i] & 1) != mirrored ||
		    n == max) {
			i++;
			continue;
		}
		memmove(part + i + 2, part + i + 1,
		    (size_t)(n - i - 1) * sizeof(*part));
		part[i + 1] = node->b ^ mirrored;
		part[i] = node->a ^ mirrored;
		n++;
	}
	return n;
}
