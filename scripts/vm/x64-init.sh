#!/bin/sh
# The first program of the x64 machine: makes its files those of the machine that it runs on, which it can't write to,
# below a layer in memory. Everything further is done by programs from there.
export PATH=/bin
mount -t proc proc /proc
depmod
modprobe -a virtio_pci 9pnet_virtio 9p overlay bfq
mount -t 9p -o ro,trans=virtio,version=9p2000.L,cache=loose,msize=512000 machine /machine
mount -t tmpfs layer /layer
mkdir /layer/files /layer/work
mount -t overlay -o lowerdir=/machine,upperdir=/layer/files,workdir=/layer/work root /root
mount -t proc proc /root/proc
mount -t sysfs sys /root/sys
mount -t devtmpfs dev /root/dev
exec switch_root /root /bin/sh "$1/scripts/vm/x64-tests.sh" "$@"
