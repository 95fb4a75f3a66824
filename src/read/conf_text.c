/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over each file, knowing only as much of libconfig's language as it
 * takes to tell code from texts and comments: an @include counts where
 * libconfig would obey it, at the head of a line of code. Each file's text is
 * appended whole lines at a time, so a line of `all` is a line of one file.
 */
#include "read/conf_text.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

enum { ALL_MAX = 2 * CONF_FILE_MAX, NUMBER_MAX = 9 };

struct conf_piece {
	int line;      /* of `all` that it begins at */
	int file_line; /* the same line in its file */
	char *path;    /* of the file, as the user names it */
};

/* One file on its way into `all`. */
struct lexer {
	struct conf_text *text;
	struct faults *faults;
	const char *path;
	const char *at;
	int line, depth;
};

static int add_file(struct conf_text *text, const char *name, int depth,
    struct faults *faults);

static int
read_fd(int fd, char **body, size_t *len, struct err *err)
{
	struct str str;
	char buf[8192];
	ssize_t n;

	str_init(&str);
	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_set(err, "%s", strerror(errno));
			goto out;
		}
		if (memchr(buf, '\0', (size_t)n) != NULL) {
			err_set(err, "it holds a NUL, so it is no text");
			goto out;
		}
		str_addn(&str, buf, (size_t)n);
		if (str.len > CONF_FILE_MAX) {
			err_set(err, "it is larger than %d KiB",
			    CONF_FILE_MAX / 1024);
			goto out;
		}
	}
	*len = str.len;
	*body = str.s;
	return 0;
out:
	str_release(&str);
	return -1;
}

int
conf_file_read(const char *path, bool private, char **body, size_t *len,
    struct err *err)
{
	/* A pipe put in a file's place must not hold us up. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), rc = -1;
	struct stat st;

	if (fd < 0)
		return err_set(err, "%s", strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		err_set(err, "it is no plain file");
	else if (private && (st.st_mode & 077) != 0)
		err_set(err, "its mode must be 0600, not %04o: others may"
		    " read it", (unsigned)st.st_mode & 07777);
	else if (private && st.st_uid != geteuid() && geteuid() != 0)
		err_set(err, "it belongs to another user");
	else
		rc = read_fd(fd, body, len, err);
	close(fd);
	return rc;
}

/* Inside the folder and below it, so that a kept configuration is whole. */
static int
check_name(const char *name, struct err *err)
{
	bool inside = name[0] != '/';

	if (name[0] == '\0' || !text_is_clean(name, strlen(name)))
		return err_set(err, "that is no file name");
	for (const char *s = name; s != NULL; s = strchr(s, '/')) {
		s += *s == '/';
		if (strncmp(s, "..", 2) == 0 && (s[2] == '/' || s[2] == '\0'))
			inside = false;
	}
	return inside ? 0 : err_set(err, "it must lie in the folder of the"
	    " main file or below it, so no '/' first and no '..'");
}

static int
source_read(const struct conf_source *source, const char *name, char **body,
    size_t *len, struct err *err)
{
	char *path;
	int rc;

	for (int i = 0; i < source->nkept; i++) {
		const struct named_text *kept = &source->kept[i];

		if (strcmp(kept->name, name) != 0)
			continue;
		if (memchr(kept->body, '\0', kept->len) != NULL)
			return err_set(err, "it holds a NUL, so it is no"
			    " text");
		*body = xstrndup(kept->body, kept->len);
		*len = kept->len;
		return 0;
	}
	if (source->kept != NULL)
		return err_set(err, "it was not kept");
	path = xasprintf("%s%s", source->folder, name);
	rc = conf_file_read(path, false, body, len, err);
	free(path);
	return rc;
}

static const struct named_text *
find_file(const struct conf_text *text, const char *name)
{
	for (size_t i = 0; i < text->nfile; i++)
		if (strcmp(text->file[i].name, name) == 0)
			return &text->file[i];
	return NULL;
}

const struct named_text *
conf_text_add(struct conf_text *text, const char *name, struct err *err)
{
	const struct named_text *known = find_file(text, name);
	struct named_text file = {0};

	if (known != NULL)
		return known;
	if (check_name(name, err) != 0)
		return NULL;
	if (text->nfile == CONF_NFILE_MAX) {
		err_set(err, "a configuration has %d files at most",
		    CONF_NFILE_MAX);
		return NULL;
	}
	if (source_read(&text->source, name, &file.body, &file.len, err) != 0)
		return NULL;
	file.name = xstrdup(name);
	text->file = vec_room(text->file, text->nfile, &text->file_cap,
	    sizeof(*text->file));
	text->file[text->nfile] = file;
	return &text->file[text->nfile++];
}

static void
add_piece(struct conf_text *text, const char *path, int file_line)
{
	text->piece = vec_room(text->piece, text->npiece, &text->piece_cap,
	    sizeof(*text->piece));
	text->piece[text->npiece++] = (struct conf_piece){text->nline + 1,
	    file_line, xstrdup(path)};
}

/* Appends what stands before `to`. */
static void
copy_to(struct lexer *lexer, const char *to)
{
	struct conf_text *text = lexer->text;

	for (const char *s = lexer->at; s < to; s++)
		if (*s == '\n') {
			lexer->line++;
			text->nline++;
		}
	str_addn(&text->all, lexer->at, (size_t)(to - lexer->at));
	lexer->at = to;
}

/* The end of a text or a comment that begins at s, or NULL: it has none. */
static const char *
end_of_text(const char *s)
{
	for (s++; *s != '\0' && *s != '"'; s++)
		s += s[0] == '\\' && s[1] != '\0';
	return *s == '"' ? s + 1 : NULL;
}

static const char *
end_of_comment(const char *s)
{
	if (s[0] == '/' && s[1] == '*') {
		s = strstr(s + 2, "*/");
		return s != NULL ? s + 2 : NULL;
	}
	return s + strcspn(s, "\n");
}

static bool
is_comment(const char *s)
{
	return s[0] == '#' || (s[0] == '/' && (s[1] == '/' || s[1] == '*'));
}

/* The name in an @include at the head of a line; NULL where there is none. */
static const char *
include_name(const char *s)
{
	s += strspn(s, " \t");
	if (strncmp(s, "@include", 8) != 0 || (s[8] != ' ' && s[8] != '\t'))
		return NULL;
	s += 8;
	s += strspn(s, " \t");
	return *s == '"' ? s + 1 : NULL;
}

static int
include_named(struct lexer *lexer, const char *name)
{
	struct conf_text *text = lexer->text;
	struct err err;

	if (find_file(text, name) != NULL)
		err_set(&err, "'%s' is included already", name);
	else if (lexer->depth == CONF_DEPTH_MAX)
		err_set(&err, "includes within each other: %d at most",
		    CONF_DEPTH_MAX);
	else if (conf_text_add(text, name, &err) == NULL)
		err_prefix(&err, "cannot include '%s'", name);
	else
		return add_file(text, name, lexer->depth + 1, lexer->faults);
	faults_add(lexer->faults, lexer->path, lexer->line, "%s", err.text);
	return -1;
}

/* Puts the file in the place of its line. */
static int
add_include(struct lexer *lexer, const char *from)
{
	size_t n = strcspn(from, "\"\\\n");
	const char *rest = from + n + (from[n] == '"');
	char *name = xstrndup(from, n);
	int rc = -1;

	rest += strspn(rest, " \t\r");
	if (from[n] == '"' && (*rest == '\n' || *rest == '\0' ||
	    *rest == '#' || strncmp(rest, "//", 2) == 0))
		rc = include_named(lexer, name);
	else
		faults_add(lexer->faults, lexer->path, lexer->line,
		    "an @include wants a line of its own: @include \"FILE\"");
	free(name);
	lexer->at = rest + strcspn(rest, "\n");
	lexer->at += *lexer->at == '\n';
	add_piece(lexer->text, lexer->path, ++lexer->line);
	return rc;
}

/* libconfig cuts a whole number to 32 bits without a word. */
static const char *
end_of_number(struct lexer *lexer, const char *s)
{
	size_t n = 0;
	bool plain = true;

	for (; isalnum((unsigned char)s[n]) || s[n] == '.'; n++)
		plain = plain && s[n] != '.' && s[n] != 'L';
	if (plain && n > NUMBER_MAX)
		faults_add(lexer->faults, lexer->path, lexer->line,
		    "%.*s is too large a number", (int)(n < 40 ? n : 40), s);
	return s + n;
}

/* A name, so that digits within it are no number; or one other character. */
static const char *
end_of_word(const char *s)
{
	if (!isalpha((unsigned char)*s) && *s != '*')
		return s + 1;
	while (isalnum((unsigned char)*s) || *s == '_' || *s == '-' ||
	    *s == '*')
		s++;
	return s;
}

static int
add_code(struct lexer *lexer)
{
	const char *s = lexer->at, *name, *end;
	bool head = true;
	int rc = 0;

	while (*s != '\0') {
		if (head && (name = include_name(s)) != NULL) {
			copy_to(lexer, s);
			rc |= add_include(lexer, name);
			s = lexer->at;
			continue;
		}
		head = *s == '\n';
		if (*s == '"' || is_comment(s)) {
			end = *s == '"' ? end_of_text(s) : end_of_comment(s);
			copy_to(lexer, s);
			if (end == NULL) {
				faults_add(lexer->faults, lexer->path,
				    lexer->line, "the %s that begins here has"
				    " no end", *s == '"' ? "text" : "comment");
				return -1;
			}
			s = end;
		} else if (isdigit((unsigned char)*s)) {
			copy_to(lexer, s);
			s = end_of_number(lexer, s);
		} else {
			s = end_of_word(s);
		}
	}
	copy_to(lexer, s);
	return rc;
}

static int
check_utf8(const char *path, const char *body, struct faults *faults)
{
	int line = 1;

	for (const char *s = body; *s != '\0'; line++) {
		size_t n = strcspn(s, "\n");

		if (!text_is_utf8(s, n)) {
			faults_add(faults, path, line, "not UTF-8");
			return -1;
		}
		s += n + (s[n] == '\n');
	}
	return 0;
}

static int
add_file(struct conf_text *text, const char *name, int depth,
    struct faults *faults)
{
	/* Further files may move the list, but not the text. */
	const char *body = find_file(text, name)->body;
	char *path = conf_text_path(text, name);
	struct lexer lexer = {text, faults, path, body, 1, depth};
	size_t before = faults->n;

	if (check_utf8(path, body, faults) == 0) {
		add_piece(text, path, 1);
		add_code(&lexer);
		if (text->all.len > 0 &&
		    text->all.s[text->all.len - 1] != '\n') {
			str_addc(&text->all, '\n');
			text->nline++;
		}
		if (text->all.len > ALL_MAX)
			faults_add(faults, path, 0, "with what it includes it"
			    " is larger than %d KiB", ALL_MAX / 1024);
	}
	free(path);
	return faults->n == before ? 0 : -1;
}

void
conf_text_init(struct conf_text *text, const char *path,
    const struct named_text *kept, int nkept)
{
	const char *slash = strrchr(path, '/');

	*text = (struct conf_text){0};
	str_init(&text->all);
	text->source.kept = kept;
	text->source.nkept = nkept;
	text->source.folder = slash == NULL ? xstrdup("") :
	    xstrndup(path, (size_t)(slash - path) + 1);
}

void
conf_text_release(struct conf_text *text)
{
	for (size_t i = 0; i < text->nfile; i++) {
		free(text->file[i].name);
		free(text->file[i].body);
	}
	for (size_t i = 0; i < text->npiece; i++)
		free(text->piece[i].path);
	free(text->file);
	free(text->piece);
	free(text->source.folder);
	str_release(&text->all);
	*text = (struct conf_text){0};
}

int
conf_text_read(struct conf_text *text, const char *name,
    struct faults *faults)
{
	struct err err;

	if (conf_text_add(text, name, &err) == NULL) {
		char *path = conf_text_path(text, name);

		faults_add(faults, path, 0, "cannot read it: %s", err.text);
		free(path);
		return -1;
	}
	return add_file(text, name, 0, faults);
}

/* Over name, NUL, length in 8 bytes (the highest first) and body of each. */
void
conf_text_hash(const struct conf_text *text, char hex[CONF_HASH_SIZE])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char sum[EVP_MAX_MD_SIZE], len[8];
	unsigned n = 0;
	int ok = ctx != NULL && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL);

	for (size_t i = 0; i < text->nfile; i++) {
		const struct named_text *file = &text->file[i];

		for (int k = 0; k < 8; k++)
			len[k] = (unsigned char)(file->len >> (56 - 8 * k));
		ok = ok && EVP_DigestUpdate(ctx, file->name,
		    strlen(file->name) + 1) &&
		    EVP_DigestUpdate(ctx, len, sizeof(len)) &&
		    EVP_DigestUpdate(ctx, file->body, file->len);
	}
	ok = ok && EVP_DigestFinal_ex(ctx, sum, &n);
	BUG_IF(!ok || 2 * n + 1 != CONF_HASH_SIZE);
	for (unsigned i = 0; i < n; i++)
		snprintf(hex + 2 * i, 3, "%02x", sum[i]);
	EVP_MD_CTX_free(ctx);
}

char *
conf_text_where(const struct conf_text *text, int line, int *file_line)
{
	const struct conf_piece *found = &text->piece[0];

	/* Of several that begin at a line, all but the last are empty. */
	for (size_t i = 0; i < text->npiece && text->piece[i].line <= line; i++)
		found = &text->piece[i];
	*file_line = found->file_line + (line - found->line);
	return xstrdup(found->path);
}

char *
conf_text_path(const struct conf_text *text, const char *name)
{
	return xasprintf("%s%s", text->source.folder, name);
}
