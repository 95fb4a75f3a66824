/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration as text: the main file with what it includes in its place,
 * and where each line came from. The includes are put in here and not by
 * libconfig, so that what is parsed is byte for byte what is hashed and kept,
 * whether it comes from a folder or from the journal.
 */
#ifndef NATVAGT_READ_CONF_TEXT_H
#define NATVAGT_READ_CONF_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "read/faults.h"

enum {
	CONF_FILE_MAX = 512 << 10,/* bytes of one file */
	CONF_NFILE_MAX = 64,     /* files of one configuration */
	CONF_DEPTH_MAX = 8,      /* includes within each other */
	CONF_HASH_SIZE = 65,     /* SHA-256 in hex, with the NUL */
};

/* Where files come from: a folder, or what was kept. Names are relative. */
struct conf_source {
	char *folder; /* owned; "" or ended by '/' */
	const struct named_text *kept; /* borrowed; NULL: from the folder */
	int nkept;
};

struct conf_piece; /* a stretch of lines that came from one file */

struct conf_text {
	struct conf_source source;
	struct named_text *file; /* owned; the main one first */
	size_t nfile, file_cap;
	struct str all; /* the text, includes in their places */
	int nline;
	struct conf_piece *piece;
	size_t npiece, piece_cap;
};

/* path is for the folder and for faults; its file is read unless it is kept. */
void conf_text_init(struct conf_text *text, const char *path,
    const struct named_text *kept, int nkept);
void conf_text_release(struct conf_text *text);
/* Reads the main file by its name and all that it includes; 0, or -1. */
int conf_text_read(struct conf_text *text, const char *name,
    struct faults *faults);
/* The file a line of `all` came from, as the user names it, and its line. */
char *conf_text_where(const struct conf_text *text, int line, int *file_line);
/* How the user names a file of the configuration; the caller frees it. */
char *conf_text_path(const struct conf_text *text, const char *name);

/* What tells one configuration from another: all files read, in order. */
void conf_text_hash(const struct conf_text *text, char hex[CONF_HASH_SIZE]);

/*
 * Reads one more file (a plan) into text->file, or finds it there. Returns
 * it (until the next read), or NULL and the reason.
 */
const struct named_text *conf_text_add(struct conf_text *text,
    const char *name, struct err *err);

/*
 * A regular file of at most CONF_FILE_MAX bytes that holds no NUL; *body is
 * ended by one, the caller frees it. private: of ours alone (mode 0600).
 */
int conf_file_read(const char *path, bool private, char **body, size_t *len,
    struct err *err);

#endif
