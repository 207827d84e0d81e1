#!/bin/sh
# Runs test/support/small-disk.ts on a disk of its own that is small, and can be made read-only. Arguments: node, books.
set -e
here=$(dirname "$0")
disk=$(mktemp -d)
trap 'umount "$disk" 2>/dev/null; rmdir "$disk"' EXIT
mount -t tmpfs -o size=48m none "$disk"
cp -r "$2" "$disk/books"
"$1" "$here/small-disk.ts" full "$disk"
mount -o remount,ro "$disk"
"$1" "$here/small-disk.ts" read-only "$disk"
