/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/marker.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "eval/truth_file.h"

#define AGAIN (5 * MS_SECOND)

/* Why a truth file cannot be read or written. */
static const char *
fault_words(int fault)
{
	switch (fault) {
	case ENOTSUP: return _("a night from standard input has no file");
	case ENOSPC:
	case EDQUOT:
	case EFBIG: return _("the disk is full");
	case EACCES:
	case EPERM:
	case EROFS: return _("the folder may not be written to");
	case ENOENT: return _("the folder is not there");
	case EINVAL:
	case EISDIR: return _("it is no ordinary file");
	case EAGAIN:
	case ESTALE: return _("another program is writing it");
	default: return strerror(fault);
	}
}

static void
show(struct marker *marker, struct ui *ui)
{
	const struct truth *truth = marks_truth(marker->marks);
	struct ui_truth *shown = &ui->replay.truth;
	int fault = marks_fault(marker->marks);

	marker->shown = xreallocarray(marker->shown, truth->n + 1,
	    sizeof(*marker->shown));
	for (size_t i = 0; i < truth->n; i++)
		marker->shown[i] = (struct ui_incident){truth->v[i].start,
		    truth->v[i].end, truth->v[i].place, truth->v[i].kind,
		    truth->v[i].note};
	shown->v = marker->shown;
	shown->n = (int)truth->n;
	shown->bad = (int)truth->faults.n;
	shown->unsaved = (int)marks_unsaved(marker->marks);
	shown->can_undo = marks_can_undo(marker->marks);
	snprintf(shown->why, sizeof(shown->why), "%s",
	    fault != 0 ? fault_words(fault) : "");
}

/* Its faults, before the screen opens. */
static void
tell_faults(const struct marker *marker)
{
	struct faults faults = marks_truth(marker->marks)->faults;
	int fault = marks_fault(marker->marks);

	faults_tell(&faults, stderr);
	if (fault != 0 && marker->path != NULL)
		log_line("cannot read '%s': %s", marker->path,
		    strerror(fault));
}

void
marker_open(struct marker *marker, const char *night, const struct conf *conf,
    struct ui *ui)
{
	*marker = (struct marker){.path = truth_file_path(night)};
	marker->marks = marks_new(marker->path, conf->house, &conf->zone);
	tell_faults(marker);
	if (marker->path != NULL)
		marker->name = text_file_name(marker->path);
	ui->replay.truth.name = marker->name;
	show(marker, ui);
}

static void
tell_unsaved(const struct marker *marker)
{
	size_t n = marks_unsaved(marker->marks);

	if (n == 0)
		return;
	log_line("not saved%s%s: lines to come (+) and to go (-):",
	    marker->path != NULL ? " in " : "",
	    marker->path != NULL ? marker->path : "");
	for (size_t i = 0; i < n; i++) {
		bool cut;
		const char *line = marks_unsaved_line(marker->marks, i, &cut);

		fprintf(stderr, "%c%s", cut ? '-' : '+', line);
	}
}

void
marker_close(struct marker *marker)
{
	tell_unsaved(marker);
	marks_free(marker->marks);
	free(marker->shown);
	free(marker->name);
	free(marker->path);
}

/* Into the file, and what came of that. */
static void
save(struct marker *marker, struct ui *ui, int64_t mono)
{
	enum marks_saved saved = marks_save(marker->marks);

	marker->again = mono + AGAIN;
	show(marker, ui);
	switch (saved) {
	case MARKS_SAVED:
		ui_say(ui, _("Saved in %s."), ui->replay.truth.name);
		break;
	case MARKS_MERGED:
		ui_say(ui, _("Saved in %s, with what another program wrote"
		    " there meanwhile."), ui->replay.truth.name);
		break;
	case MARKS_FAILED:
		ui_say(ui, _("NOT SAVED, but kept here: %s."),
		    ui->replay.truth.why);
		break;
	}
}

void
marker_add(struct marker *marker, struct ui *ui, int64_t mono)
{
	struct ui_mark *mark = &ui->replay.mark;
	char *place = xstrdup(mark->place);

	marks_add(marker->marks, &(struct truth_incident){
		.start = mark->start, .end = mark->end, .place = place,
		.kind = mark->kind, .note = mark->note});
	free(place);
	mark->begun = false;
	save(marker, ui, mono);
}

void
marker_delete(struct marker *marker, struct ui *ui, int i, int64_t mono)
{
	marks_delete(marker->marks, (size_t)i);
	save(marker, ui, mono);
}

void
marker_undo(struct marker *marker, struct ui *ui, int64_t mono)
{
	marks_undo(marker->marks);
	save(marker, ui, mono);
}

bool
marker_retry(struct marker *marker, struct ui *ui, int64_t mono)
{
	if (marks_unsaved(marker->marks) == 0 || marker->path == NULL ||
	    mono < marker->again)
		return false;
	marker->again = mono + AGAIN;
	if (marks_save(marker->marks) == MARKS_FAILED)
		return false;
	show(marker, ui);
	ui_say(ui, _("Saved in %s."), ui->replay.truth.name);
	return true;
}
