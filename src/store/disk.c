/* SPDX-License-Identifier: Apache-2.0 */
#include "store/disk.h"

#include <sys/statvfs.h>

int
disk_look(const char *path, struct disk *disk)
{
	struct statvfs st;

	if (statvfs(path, &st) == -1)
		return -1;
	disk->size = (int64_t)(st.f_blocks * st.f_frsize);
	disk->free = (int64_t)(st.f_bavail * st.f_frsize);
	return 0;
}

bool
disk_is_low(const struct disk *disk, bool was)
{
	int64_t low = disk->size / 10;

	if (low > DISK_LOW_MOST)
		low = DISK_LOW_MOST;
	if (low < DISK_LOW_LEAST)
		low = DISK_LOW_LEAST;
	return disk->free < (was ? low + low / 4 : low);
}
