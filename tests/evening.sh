# SPDX-License-Identifier: Apache-2.0
# A zone where it is past ten in the evening now, whenever that is: source it.
east=$(((22 - $(date -u +%-H) + 24) % 24))
[ "$east" -le 12 ] || east=$((east - 24))
evening_zone=$(printf 'Etc/GMT%+d' $((-east)))
