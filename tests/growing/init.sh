#!/bin/sh
# The first process of a machine: gives it folders and a name of its own, then waits. When it ends, all of it ends.
# $1 name  $2 folder of its discs  $3 repository  $4 folder that the application's nodes share
set -eu
for disc in etc var opt; do
  mkdir -p "$2/$disc/upper" "$2/$disc/work"
  mount -t overlay overlay -o "lowerdir=/$disc,upperdir=$2/$disc/upper,workdir=$2/$disc/work" "/$disc"
done
mount -t tmpfs tmpfs /run
mkdir -p /run/units /run/lock
install -d -o postgres -g postgres /run/postgresql
install -d /run/haproxy
mkdir -p /opt/naniwa/app /var/lib/naniwa
mount --bind "$3" /opt/naniwa/app
mount --bind "$4" /var/lib/naniwa
hostname "$1"
ip link set lo up
echo ready
exec bash -c 'while read -r line; do :; done'
